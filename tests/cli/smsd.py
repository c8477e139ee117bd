"""A provider of text messages for the tests, over HTTP.

smsd.py DIR

Each text that it takes becomes a line "number text" of DIR/log, written
before the answer, and gets a number. The last digit of the number says what
goes wrong: 8: 503, 9: it takes the text and hangs up.
"""
import http.server
import os
import sys
import urllib.parse

folder = sys.argv[1]
log = open(os.path.join(folder, "log"), "a", buffering=1)
taken = 0


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        global taken
        q = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)
        to, text = q["to"][0], q["text"][0].replace("\n", " ")
        if to.endswith("8"):
            return self.answer(503, "busy")
        taken += 1
        log.write("%s %s\n" % (to, text))
        if to.endswith("9"):
            self.close_connection = True
            return self.connection.close()
        self.answer(202, "0: Accepted for delivery")

    def answer(self, status, text):
        self.send_response(status)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *args):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
with open(os.path.join(folder, "port.new"), "w") as out:
    out.write("%d\n" % server.server_port)
os.rename(os.path.join(folder, "port.new"), os.path.join(folder, "port"))
server.serve_forever()
