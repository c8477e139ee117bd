"""What comes back by electronic mail: a person answers, a machine answers, a
mail server could not deliver. Written by hand, so that the bytes are these."""

ANSWER = """\
Return-Path: <trearchi@posta.example>
From: Paola Zorzi <trearchi@posta.example>
To: Ufficio crediti <amministrazione@officinebrenta.example>
Subject: =?UTF-8?Q?R=3A_Fatture_scadute_=E2=80=94_pagher=C3=B2_venerd=C3=AC?=
Date: Wed, 30 Sep 2026 11:42:07 +0200
Message-ID: <7f21.114207@posta.example>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

Buongiorno, la banca ha avuto un problema: pagher=C3=B2 venerd=C3=AC.
Paola Zorzi
"""

AWAY = """\
Return-Path: <>
From: amministrazione@malvasia.example
To: amministrazione@officinebrenta.example
Subject: Risposta automatica: sollecito di pagamento
Date: Wed, 30 Sep 2026 08:00:31 +0200
Message-ID: <auto-0001@malvasia.example>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: 8bit

L'ufficio \u00e8 chiuso fino al 5 ottobre.
"""

BOUNCE = """\
Return-Path: <>
From: MAILER-DAEMON@mx.brenta.example (Mail Delivery System)
To: amministrazione@officinebrenta.example
Subject: Undelivered Mail Returned to Sender
Date: Wed, 30 Sep 2026 08:00:04 +0200
Message-ID: <20260930060004.4C1@mx.brenta.example>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="4C1/mx.brenta.example"

This is a MIME-encapsulated message.

--4C1/mx.brenta.example
Content-Type: text/plain; charset=us-ascii

<chiuso@nessuno.example>: Host or domain name not found.

--4C1/mx.brenta.example
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.brenta.example
Arrival-Date: Wed, 30 Sep 2026 08:00:02 +0200

Final-Recipient: rfc822; chiuso@nessuno.example
Action: failed
Status: 5.1.2
Diagnostic-Code: X-Postfix; Host or domain name not found

--4C1/mx.brenta.example
Content-Type: text/rfc822-headers

From: amministrazione@officinebrenta.example
To: chiuso@nessuno.example
Subject: Sollecito
Message-ID: <prova@officinebrenta.example>

--4C1/mx.brenta.example--
"""


def files():
    for name, text, charset in (("risposta", ANSWER, "ascii"),
                                ("ferie", AWAY, "latin-1"),
                                ("respinta", BOUNCE, "ascii")):
        data = text.replace("\n", "\r\n").encode(charset)
        yield f"posta/{name}.eml", data
