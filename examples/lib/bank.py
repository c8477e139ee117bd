"""What the banks sent in September 2026: flows of CBI (records of 120
characters) and an XML statement about one account, and the list of movements
of another as CSV.
The banks are invented: no ABI begins with 9999."""

import os

from codes import iban
from people import BANK, BY_CODE, CREDITOR
from tables import csv, day, euro

ABI, CAB, ACCOUNT = BANK[5:10], BANK[10:15], BANK[15:27]
SIA = "BRNT1"
OTHER_BANK = iban(99995, 12100, 20077)
NAME = CREDITOR.name.upper()


def ggmmaa(iso):
    return iso[8:10] + iso[5:7] + iso[2:4] if iso else ""


def record(kind, *fields):
    """A record: each field is (position from 1, text)."""
    line = [" "] * 120
    for at, text in [(2, kind), *fields]:
        line[at - 1:at - 1 + len(text)] = text
    assert len(line) == 120, (kind, fields)
    return "".join(line)


def write(path, records):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as f:
        f.write(("\r\n".join(records) + "\r\n").encode("cp1252"))


def flow(kind, sender, receiver, made, name, body, counters):
    parties = [(4, sender), (9, receiver), (14, ggmmaa(made)), (20, name)]
    if kind == "IB":
        parties += [(114, "E")]
    return [record(kind, *parties), *body,
            record("EF", *parties, *counters, (83, f"{len(body) + 2:07d}"))]


def amount(cents):
    return f"{abs(cents) // 100:012d},{abs(cents) % 100:02d}"


def sign(cents):
    return "D" if cents < 0 else "C"


# The account: day, its movements as (value date, cents, causale, what,
# more), more being the records 63.
def wire(who, cents, text, key="NOTPROVIDED", payer=None):
    p = BY_CODE[who]
    return (cents, "48", "BONIFICO A VOSTRO FAVORE", [
        [(14, "YYY"), (25, (p.cf or "")[:16]), (41, p.name.upper()[:40]),
         (81, p.city.upper()[:40])],
        [(14, "YY2"), (17, p.street.upper()[:50]), (67, payer or "")],
        [(14, "ID1"), (52, key)],
        [(14, "RI1"), (17, text[:104])],
        [(14, "RI2"), (17, text[104:140])]][:None if text[104:] else 4])


def free(cents, cause, what, text=""):
    return (cents, cause, what, [[(14, text[i:i + 107])]
                                 for i in range(0, len(text), 107)])


LONG = ("A SALDO VOSTRE FATTURE COME DA ESTRATTO CONTO DEL 31/08/2026 "
        "N. 69/26 DEL 12/06/2026 E N. 70/26 DEL 15/06/2026 E DA ULTIMO "
        "FATTURA N. V/33 DEL 18/03/2026")
DAYS = [
    ("2026-09-16", [
        ("2026-09-15", free(292800, "29", "ACCREDITO RI.BA. SBF",
                            "ACCREDITO PORTAFOGLIO SBF DISTINTA "
                            "RIBA20260825 N. EFFETTI 2"))]),
    ("2026-09-22", [
        ("2026-09-15", free(-134200, "37", "INSOLUTI RI.BA.",
                            "EFFETTO INSOLUTO N. 1002 SCAD. 15/09/2026 "
                            "UTENSILERIA NOVECENTO S.R.L. IMPORTO 1342,00")),
        ("2026-09-22", free(-550, "16", "COMMISSIONI SU INSOLUTO"))]),
    ("2026-09-28", [
        # two invoices less a credit note
        ("2026-09-28", wire("1011", 475800, "SALDO FATT. 35/26 DEL "
                            "16/03/2026 E A/117 DEL 22/04/2026 - NC2/26",
                            payer=iban(99994, 12900, 3311))),
        # cut off at 140 characters
        ("2026-09-28", wire("1018", 610000, LONG[:140])),
        ("2026-09-28", wire("1023", 976000, "FT A/121 DEL 08.06.26",
                            "PASTA-2026-1187", iban(99993, 3400, 811202))),
        ("2026-09-28", wire("1015", 1980000, "MANDATO 4211/2026 FATTURA "
                            "62/26 DEL 12/05/2026 CIG Z987654321")),
        # fifty cents less
        ("2026-09-28", wire("1017", 378150, "FATTURA 81/26")),
        ("2026-09-28", free(30000, "48", "BONIFICO A VOSTRO FAVORE",
                            "ORD: BIANCO ROSA ACCONTO LAVORI")),
        ("2026-09-28", free(-241733, "19", "DELEGA F24")),
        ("2026-09-28", free(-122000, "26", "VOSTRA DISPOSIZIONE",
                            "FERRAMENTA BACCHIGLIONE S.R.L. FT 1180"))]),
]
OPENING = 1834011


def account():
    body, balance = [], OPENING
    for n, (date, moves) in enumerate(DAYS, 1):
        no = f"{n:07d}"
        body.append(record(
            "61", (4, no), (29, "93001"), (34, "C/C ORDINARIO"),
            (52, BANK[4]), (53, ABI), (58, CAB), (63, ACCOUNT), (75, "EUR"),
            (78, ggmmaa(date)), (84, sign(balance)), (85, amount(balance)),
            (100, BANK[:4])))
        for k, (value, (cents, cause, what, more)) in enumerate(moves, 1):
            at = [(4, no), (11, f"{k:03d}")]
            body.append(record(
                "62", *at, (14, ggmmaa(value)), (20, ggmmaa(date)),
                (26, sign(cents)), (27, amount(cents)), (42, cause),
                (87, what)))
            body += [record("63", *at, *fields) for fields in more]
            balance += cents
        body.append(record(
            "64", (4, no), (11, "EUR"), (14, ggmmaa(date)),
            (20, sign(balance)), (21, amount(balance)), (36, sign(balance)),
            (37, amount(balance))))
    write("banca/rh-2026-09.txt", flow(
        "RH", ABI, SIA, "2026-09-29", "RH20260929BRNT1", body,
        [(46, f"{len(DAYS):07d}")]))


# Ri.Ba.: number, debtor, due date, cents, what for; and what became of it:
# causale, charges, their value date, day of payment.
RIBA = [
    ("1001", "1005", "2026-09-30", 181170,
     "FATTURA 88/26 DEL 06/07/2026 RATA 1 DI 3", None),
    ("1002", "1022", "2026-09-15", 134200,
     "FATTURA A/112 DEL 20/02/2026 RINNOVO",
     ("42010", 550, "2026-09-22", "")),
    ("1003", "1006", "2026-09-15", 158600,
     "FATTURA A/80 DEL 18/06/2025 RINNOVO",
     ("30010", 0, "", "2026-09-15")),
]


def order(n, row, outcome):
    number, who, due, cents, text, _ = row
    p, no = BY_CODE[who], (4, f"{n:07d}")
    ours, theirs = [ABI, CAB, ACCOUNT], ["99996", p.zip]
    if outcome is None:
        places = zip((48, 53, 58, 70, 75), ours + theirs)
    else:
        places = zip((70, 75, 80, 48, 53), ours + theirs)
    cause, charges, value, paid = outcome or ("30000", 0, "", "")
    return [
        record("14", no, (23, ggmmaa(due)), (29, cause),
               (34, f"{cents:013d}"), (47, "-"), *places, (92, SIA),
               (97, "4"), (98, who), (120, "E")),
        record("20", no, (11, NAME[:24]), (35, CREDITOR.street.upper()[:24]),
               (59, f"{CREDITOR.zip} {CREDITOR.city.upper()}"[:24])),
        record("30", no, (11, p.name.upper()[:60]), (71, p.cf or p.vat)),
        record("40", no, (11, p.street.upper()[:30]), (41, p.zip),
               (46, p.city.upper()[:23]), (69, p.province)),
        record("50", no, (11, text[:80]), (101, CREDITOR.vat)),
        record("51", no, (11, f"{int(number):010d}"), (21, NAME[:20]),
               *([(87, f"{charges:05d}")] if charges else []),
               (92, ggmmaa(value)), (110, ggmmaa(paid))),
        record("70", no, *([(102, "1")] if outcome is None else [])),
    ]


def riba(path, sender, receiver, made, name, rows):
    body = [r for n, (row, outcome) in enumerate(rows, 1)
            for r in order(n, row, outcome)]
    total = sum(row[3] for row, _ in rows)
    write(path, flow("IB", sender, receiver, made, name, body, [
        (46, f"{len(rows):07d}"), (53, f"{total:015d}"), (68, f"{0:015d}")]))


# The other account, whose bank has a web page and nothing else.
MOVES = [
    ("2026-09-24", "2026-09-24", 292800, "BONIFICO DA CANTINA COLLE DEI FRATI "
     "SALDO FT A/118 MENO NC N/9 TRN 9999212900048671480334003340IT"),
    ("2026-09-25", "2026-09-25", 53070, "BONIFICO DA LATTERIA MONTEVÈRDE "
     "SOC. COOP. FATT.90/26 CRO 48671480334"),
    ("2026-09-25", "2026-09-25", -1200, "CANONE MENSILE CONTO"),
    ("2026-09-28", "2026-09-29", 9150, "BONIFICO DA RUSSO GENNARO PIZZERIA "
     "FT S14/26 E NOTA CREDITO SN1/26"),
]


def movements():
    opening = 412350
    closing = opening + sum(m[2] for m in MOVES)

    def split(cents):
        return ("", euro(cents)) if cents > 0 else (euro(-cents), "")
    csv("banca/conto-2026-09.csv", [
        ("Conto corrente", OTHER_BANK, "", "", ""),
        ("Intestatario", CREDITOR.name, "", "", ""),
        ("Data contabile", "Data valuta", "Descrizione", "Dare", "Avere"),
        ("Saldo iniziale al " + day("2026-09-21"), "", "", *split(opening)),
        *((day(booked), day(value), text, *split(cents))
          for booked, value, cents, text in MOVES),
        ("Saldo finale al " + day("2026-09-30"), "", "", *split(closing)),
    ])


# The first account on the last two days, as the same bank gives it in XML:
# day, cents, causale, end to end, who, what for; a list of the last three
# where one sum holds several; or why a direct debit came back.
XML = [
    ("2026-09-29", 256200, "48//", [
        ("NOTPROVIDED", "1007", 163480, "SALDO FT 77/26 DEL 29/06/2026"),
        ("TZ-2026-551", "1019", 92720, "FATTURA NR. 84/26"),
    ]),
    ("2026-09-30", -145180, "Z9//", [
        ("SDD-52-26-2", "1002", 145180, "FATTURA 52/26 RATA 2 DI 2 "
         "SCAD. 15/08/2026"),
    ], "AM04"),
    ("2026-09-30", -300, "16//", []),
    ("2026-09-30", 38064, "48//", [
        ("NOTPROVIDED", "1018", 38064, "FATT.97/26"),
    ]),
]


def tag(name, *inside, **attributes):
    a = "".join(f' {k}="{v}"' for k, v in attributes.items())
    return f"<DLY:{name}{a}>{''.join(inside)}</DLY:{name}>"


def money(cents, name="Amt"):
    return tag(name, f"{abs(cents) // 100}.{abs(cents) % 100:02d}", Ccy="EUR")


def side(cents):
    return tag("CdtDbtInd", "DBIT" if cents < 0 else "CRDT")


def balance_of(kind, cents, date):
    return tag("Bal", tag("Tp", tag("CdOrPrtry", tag("Cd", kind))),
               money(cents), side(cents), tag("Dt", tag("Dt", date)))


def part(key, who, cents, text, reason):
    name = BY_CODE[who].name.replace("&", "&amp;")
    back = (tag("RtrInf", tag("Rsn", tag("Cd", reason)),
                tag("AddtlInf", "FONDI INSUFFICIENTI")),) if reason else ()
    return tag("TxDtls", tag("Refs", tag("EndToEndId", key)),
               tag("AmtDtls", tag("TxAmt", money(cents))),
               tag("RltdPties", tag("Dbtr", tag("Nm", name))),
               tag("RmtInf", tag("Ustrd", text)), *back)


def entry(n, date, cents, cause, parts, reason=None):
    more = tag("NtryDtls", *(part(*x, reason) for x in parts)) if parts else ""
    return tag("Ntry", tag("NtryRef", str(n)), money(cents), side(cents),
               tag("Sts", "BOOK"), tag("BookgDt", tag("Dt", date)),
               tag("ValDt", tag("Dt", date)),
               tag("AcctSvcrRef", f"{date.replace('-', '')}{n:06d}"),
               tag("BkTxCd", tag("Prtry", tag("Cd", cause),
                                 tag("Issr", "CBI"))), more)


def xml():
    opening = OPENING + sum(m[1][0] for d in DAYS for m in d[1])
    closing = opening + sum(e[1] for e in XML)
    head = tag("GrpHdr", tag("MsgId", "DLY20260930"),
               tag("CreDtTm", "2026-09-30T20:00:00"), tag("AddtlInf", ABI))
    statement = tag(
        "Stmt", tag("Id", "20260930"), tag("ElctrncSeqNb", "4"),
        tag("CreDtTm", "2026-09-30T20:00:00"),
        tag("Acct", tag("Id", tag("IBAN", BANK)), tag("Ccy", "EUR")),
        balance_of("OPBD", opening, "2026-09-28"),
        balance_of("CLBD", closing, "2026-09-30"),
        *(entry(n, *e) for n, e in enumerate(XML, 1)))
    text = ('<?xml version="1.0" encoding="UTF-8"?>\n'
            '<BDY:CBIBdyBkToCstmrStmtReq xmlns:BDY="urn:CBI:xsd:'
            'CBIBdyBkToCstmrStmtReq.00.01.02" xmlns:DLY="urn:CBI:xsd:'
            'CBIDlyStmtReqLogMsg.00.01.02">'
            "<BDY:PhyMsgInf><BDY:PhyMsgTpCd>INF-STMT-01</BDY:PhyMsgTpCd>"
            "<BDY:NbOfLogMsg>1</BDY:NbOfLogMsg></BDY:PhyMsgInf>"
            "<BDY:CBIEnvelBkToCstmrStmtReqLogMsg>"
            "<BDY:CBIBkToCstmrStmtReqLogMsg>"
            + tag("CBIDlyStmtReqLogMsg", head, statement) +
            "</BDY:CBIBkToCstmrStmtReqLogMsg>"
            "</BDY:CBIEnvelBkToCstmrStmtReqLogMsg>"
            "</BDY:CBIBdyBkToCstmrStmtReq>\n")
    with open("banca/estratto-2026-09-30.xml", "w", encoding="utf-8") as f:
        f.write(text.replace("><DLY:Ntry>", ">\n<DLY:Ntry>"))


def bank():
    account()
    xml()
    riba("banca/riba-presentate.txt", SIA, ABI, "2026-08-25",
         "RIBA20260825", [(r, None) for r in RIBA])
    riba("banca/riba-esiti.txt", ABI, SIA, "2026-09-22", "ESITI20260922",
         [(r, r[5]) for r in RIBA if r[5]])
    movements()
