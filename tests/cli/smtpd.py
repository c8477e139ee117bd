"""A mail server for send.t: aiosmtpd with STARTTLS and AUTH, and faults.

smtpd.py PORT DIR [CERT KEY USER PASSWORD]

Each message it takes over becomes a line "Message-ID recipient" of DIR/log,
written before the reply, and a file of DIR. The recipient's name says what
goes wrong: later@ 451 and nobody@ 550 at RCPT; busy@ 452 and spam@ 554 after
the text; vanish@ takes the message over and hangs up without a reply; hangup@
hangs up before the text; slow@ waits before the reply. With SMTPS in the
environment it is TLS from the first byte. AT_MOST=N ends each connection after
N messages; it says 421 then, unless SILENT is there too.
"""
import asyncio
import email
import os
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

port, folder = int(sys.argv[1]), sys.argv[2]
tls = None
if len(sys.argv) > 3:
    cert, key, user, password = sys.argv[3:7]
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(cert, key)
log = open(os.path.join(folder, "log"), "a", buffering=1)
taken = 0


def authenticate(server, session, envelope, mechanism, data):
    return AuthResult(success=data.login == user.encode() and
                      data.password == password.encode(), handled=False)


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        name = address.split("@")[0]
        if name == "later":
            return "451 4.7.1 Greylisted, come back later"
        if name == "nobody":
            return "550 5.1.1 No such user here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        global taken
        to = envelope.rcpt_tos[0]
        name = to.split("@")[0]
        if name == "busy":
            return "452 4.3.1 Out of space"
        if name == "spam":
            return "554 5.7.1 We do not like it"
        message = email.message_from_bytes(envelope.content)
        taken += 1
        with open("%s/%s.eml" % (folder, to), "wb") as out:
            out.write(envelope.content)
        log.write("%s %s\n" % (message["Message-ID"], to))
        if name == "vanish":
            server.transport.abort()
        if name == "slow":
            await asyncio.sleep(0.05)
        return "250 2.0.0 OK"


class Server(SMTP):
    messages = 0

    async def smtp_MAIL(self, arg):
        self.messages += 1
        if self.messages > int(os.environ.get("AT_MOST", "1000000")):
            if "SILENT" not in os.environ:
                await self.push("421 4.7.0 Enough for one connection")
            self.transport.close()
            return
        await super().smtp_MAIL(arg)

    async def smtp_DATA(self, arg):
        if self.envelope.rcpt_tos[0].startswith("hangup@"):
            self.transport.abort()
            return
        await super().smtp_DATA(arg)


def make():
    if tls is None:
        return Server(Handler(), hostname="test")
    return Server(Handler(), hostname="test", tls_context=tls,
                  require_starttls=True, auth_required=True,
                  authenticator=authenticate)


def make_smtps():
    return Server(Handler(), hostname="test", auth_required=True,
                  auth_require_tls=False, authenticator=authenticate)


async def main():
    loop = asyncio.get_running_loop()
    if "SMTPS" in os.environ:
        server = await loop.create_server(make_smtps, "127.0.0.1", port,
                                          ssl=tls)
    else:
        server = await loop.create_server(make, "127.0.0.1", port)
    port_now = server.sockets[0].getsockname()[1]
    with open(os.path.join(folder, "port"), "w") as out:
        out.write("%d\n" % port_now)
    await asyncio.Event().wait()

asyncio.run(main())
