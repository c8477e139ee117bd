"""Writes the tables: CSV as Italian programs do (semicolons, decimal comma,
day/month/year, Windows-1252, CRLF), a workbook, a ZIP archive."""

import io
import os
import zipfile
from datetime import date
from xml.sax.saxutils import escape

from people import AGENTS, BY_CODE, CREDITOR, DEBTORS, DEPOTS
from story import LEDGER, MONEY


def euro(cents):
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100},{abs(cents) % 100:02d}"


def day(iso):
    return "/".join(reversed(iso.split("-"))) if iso else ""


def csv(path, rows, encoding="cp1252"):
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    lines = []
    for row in rows:
        cells = ["" if c is None else str(c) for c in row]
        lines.append(";".join(
            '"' + c.replace('"', '""') + '"' if ";" in c or '"' in c else c
            for c in cells))
    with open(path, "wb") as f:
        f.write(("\r\n".join(lines) + "\r\n").encode(encoding))


def archive(path, members):
    """A ZIP that is the same whenever it is made; one member in a folder."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as z:
        for i, (name, data) in enumerate(sorted(members.items())):
            inside = zipfile.ZipInfo(("luglio/" if i else "") + name,
                                     (2026, 7, 31, 12, 0, 0))
            inside.compress_type = zipfile.ZIP_DEFLATED
            z.writestr(inside, data)


PARTY = ("Codice", "Ragione sociale", "Tipo soggetto", "Partita IVA",
         "Codice fiscale", "Indirizzo", "CAP", "Comune", "Provincia",
         "Nazione", "Codice SDI", "PEC", "E-mail", "Cellulare", "Telefono",
         "Fax", "Lingua", "Zona", "Deposito", "Agente", "Categoria",
         "Stagionale", "Ruolo")


def party(p, role):
    return (p.code, p.name, p.kind, p.vat, p.cf, p.street, p.zip,
            p.city, p.province, p.country, p.sdi, p.pec, p.email, p.mobile,
            p.phone, p.fax, p.language, p.area, p.depot, p.agent, p.category,
            "S" if p.seasonal else "N", role)


def parties():
    csv("parties.csv", [PARTY, party(CREDITOR, "creditore")] +
        [party(p, "cliente") for p in DEBTORS])
    head = ("Codice", "Ragione sociale", "E-mail", "Telefono", "Ruolo")
    csv("agenti.csv", [head] + [(*a, "agente") for a in AGENTS])
    csv("depositi.csv", [head] + [(*d, "deposito") for d in DEPOTS])


ITEM = ("Codice cliente", "Ragione sociale", "Partita IVA",
        "Numero documento", "Data documento", "Scadenza", "Importo",
        "Tipo pagamento", "Causale")


def item(row):
    who, number, made, due, amount, _, method, cause = row
    p = BY_CODE[who]
    return (who, p.name, p.vat, number, day(made), day(due), euro(amount),
            method, cause)


def ledger():
    csv("scadenzario.csv", [ITEM] + [item(r) for r in LEDGER])


def money():
    csv("pagamenti.csv", [
        ("Data incasso", "Codice cliente", "Numero documento",
         "Data documento", "Importo", "Causale")] + [
        (day(when), who, number, day(made), euro(cents), kind)
        for when, who, number, made, _, cents, kind in MONEY])


def snapshot():
    """The open items of the ERP on two days: one paid, one paid in part,
    one that came back, one new."""
    head = ITEM[:7] + ("Residuo",) + ITEM[7:]

    def rows(drop, change, add):
        for r in LEDGER:
            left = change.get(r[1], r[5])
            if (left or r[1] in add) and r[1] not in drop:
                left = add.get(r[1], left)
                cells = item(r)
                yield cells[:7] + (euro(left),) + cells[7:]
    csv("erp/2026-09-29.csv", [head, *rows({"A/130"}, {}, {})])
    csv("erp/2026-09-30.csv", [head, *rows(
        {"A/117"}, {"A/112": 34200}, {"A/101": 97600})])


def broken():
    rows = [item(r) for r in LEDGER[:6]]
    rows[1] = rows[1][:5] + ("31/02/2026",) + rows[1][6:]
    rows[2] = rows[2][:6] + ("1.58,60",) + rows[2][7:]
    rows[3] = ("",) + ("", "") + rows[3][3:]
    csv("broken/scadenzario-errato.csv", [ITEM] + rows)
    csv("broken/colonne-ignote.csv", [("Alfa", "Beta", "Gamma"),
                                      ("1", "2", "3")])
    with open("erp/2026-09-30.csv", "rb") as f:
        head = f.read().split(b"\r\n")[:4]
    with open("broken/erp-tronco.csv", "wb") as f:
        f.write(b"\r\n".join(head) + b"\r\n")


# A workbook by hand: dates are days since 1899-12-30 in a date style, which
# is all that a reader has to go by.
SHEET = [
    ("1022", "V/31", "2026-03-02", "2026-05-31", 85400, "B", "FT"),
    ("1018", "V/33", "2026-03-18", "2026-06-15", 219600, "B", "FT"),
    ("1023", "V/38", "2026-05-07", "2026-07-31", 183000, "B", "FT"),
    ("1024", "V/44", "2026-07-14", "2026-10-15", 146400, "B", "FT"),
]
STYLES = """<styleSheet xmlns="%s"><fonts count="1"><font/></fonts><fills
count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs
count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf numFmtId="14"
applyNumberFormat="1"/><xf numFmtId="4" applyNumberFormat="1"/></cellXfs>
</styleSheet>"""
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOC = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PKG = "http://schemas.openxmlformats.org/package/2006"


def cell(col, row, value, strings):
    at = f'r="{chr(65 + col)}{row}"'
    if isinstance(value, date):
        return f'<c {at} s="1"><v>{(value - date(1899, 12, 30)).days}</v></c>'
    if isinstance(value, int):
        return f'<c {at} s="2"><v>{value // 100}.{value % 100:02d}</v></c>'
    if value not in strings:
        strings.append(value)
    return f'<c {at} t="s"><v>{strings.index(value)}</v></c>'


def workbook():
    rows = [ITEM]
    for who, number, made, due, cents, method, cause in SHEET:
        p = BY_CODE[who]
        rows.append((who, p.name, p.vat, number, date.fromisoformat(made),
                     date.fromisoformat(due), cents, method, cause))
    strings = []
    data = "".join(
        f'<row r="{n}">' + "".join(cell(c, n, v, strings)
                                   for c, v in enumerate(row)) + "</row>"
        for n, row in enumerate(rows, 1))
    shared = "".join(f"<si><t>{escape(s)}</t></si>" for s in strings)
    types = "".join(
        f'<Override PartName="/{name}" ContentType="application/vnd.'
        f'openxmlformats-officedocument.spreadsheetml.{kind}+xml"/>'
        for name, kind in (("xl/workbook.xml", "sheet.main"),
                           ("xl/worksheets/sheet1.xml", "worksheet"),
                           ("xl/sharedStrings.xml", "sharedStrings"),
                           ("xl/styles.xml", "styles")))
    rels = "".join(
        f'<Relationship Id="rId{i}" Type="{DOC}/{kind}" Target="{to}"/>'
        for i, (kind, to) in enumerate((
            ("worksheet", "worksheets/sheet1.xml"),
            ("sharedStrings", "sharedStrings.xml"),
            ("styles", "styles.xml")), 1))
    members = {
        "[Content_Types].xml":
            f'<Types xmlns="{PKG}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.'
            'relationships+xml"/><Default Extension="xml" '
            f'ContentType="application/xml"/>{types}</Types>',
        "_rels/.rels":
            f'<Relationships xmlns="{PKG}/relationships"><Relationship '
            f'Id="rId1" Type="{DOC}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml":
            f'<workbook xmlns="{MAIN}" xmlns:r="{DOC}"><sheets><sheet '
            'name="Scadenzario" sheetId="1" r:id="rId1"/></sheets>'
            '</workbook>',
        "xl/_rels/workbook.xml.rels":
            f'<Relationships xmlns="{PKG}/relationships">{rels}'
            '</Relationships>',
        "xl/worksheets/sheet1.xml":
            f'<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData>'
            '</worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{shared}</sst>',
        "xl/styles.xml": STYLES % MAIN,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        for name, xml in members.items():
            inside = zipfile.ZipInfo(name, (2026, 9, 30, 12, 0, 0))
            inside.compress_type = zipfile.ZIP_DEFLATED
            z.writestr(inside, '<?xml version="1.0" encoding="UTF-8"?>\n' +
                       xml)
    with open("scadenzario.xlsx", "wb") as f:
        f.write(out.getvalue())


def write():
    parties()
    ledger()
    money()
    snapshot()
    workbook()
