"""What happened up to 30 September 2026: the invoices of the firm, one row
a file, and the money that came in."""

from fatturapa import Doc
from people import BANK, FACTOR_BANK

VAT = 2200


def sale(text, net, rate=VAT, nature=None):
    return [(text, net, rate, nature)]


def by(method, *days, share=100, **more):
    """Instalments at DAYS, of SHARE percent but the last, by METHOD."""
    if method == "MP05":
        more.setdefault("IBAN", BANK)
    return [(method, day, share, more) for day in days]


def whole(day, method="MP05", **more):
    return [("TP02", by(method, day, **more))]


def parts(method, *days, **more):
    return [("TP01", by(method, *days, share=100 // len(days), **more))]


# name suffix, debtor, shape, documents. The shape: how the file is wrapped
# (see make) and what else invoice() takes.
FILES = [
    ("00101", "1001", {}, [
        Doc("201/25", "2025-11-10", sale("Pompe serie B, 4 pezzi", 320000),
            whole("2026-01-09")),
        Doc("214/25", "2025-12-10", sale("Valvole e raccordi", 184000),
            whole("2026-02-08")),
        Doc("12/26", "2026-01-12", sale("Ricambi pompe", 96500),
            whole("2026-03-13"))]),
    ("00102", "1001", {}, [
        Doc("31/26", "2026-03-10", sale("Pompe serie B, 2 pezzi", 160000),
            whole("2026-05-09", CodicePagamento="BRENTA-31-26"))]),
    ("00103", "1001", {"wrap": "der"}, [
        Doc("64/26", "2026-05-11", sale("Centralina di comando", 245000),
            whole("2026-07-10"))]),
    ("00104", "1001", {"wrap": "der"}, [
        Doc("92/26", "2026-07-10", sale("Manutenzione annuale", 120000),
            whole("2026-09-08"))]),
    ("00105", "1001", {}, [
        Doc("118/26", "2026-08-06", sale("Pompe serie C, 3 pezzi", 298000),
            whole("2026-10-05"))]),
    ("00106", "1003", {"wrap": "der"}, [
        Doc("210/25", "2025-10-15", sale("Stazione di pompaggio", 1250000),
            parts("MP05", "2025-12-15", "2026-01-31"))]),
    ("00107", "1003", {"wrap": "ber"}, [
        Doc("3/26", "2026-01-20", sale("Gruppo di pressurizzazione", 1500000),
            whole("2026-03-31"), cause="Cantiere via Mantovana")]),
    ("00108", "1003", {"wrap": "base64"}, [
        Doc("44/26", "2026-04-02", sale("Tubazioni e posa", 875000),
            whole("2026-06-30"))]),
    ("00109", "1003", {}, [
        Doc("66/26", "2026-05-20", sale("Spese di insoluto e interessi di "
            "mora su fattura 3/26", 14250, 0, "N1"), whole("2026-06-20"),
            kind="TD05", refs=[("DatiFattureCollegate", "3/26",
                                "2026-01-20", None, None)])]),
    ("00110", "1004", {"form": "FPA12", "wrap": "der"}, [
        Doc("7/26", "2026-02-10", sale("Manutenzione acquedotto", 640000),
            whole("2026-03-12"), split=True,
            refs=[("DatiOrdineAcquisto", "DET-2026-14", "2026-01-15",
                   "Z123456789", "B91B26000140004")])]),
    ("00111", "1004", {"form": "SDI11", "wrap": "der"}, [
        Doc("18/16", "2016-02-15", sale("Riparazione fontana", 100000),
            whole("2016-04-15"))]),
    ("00112", "1005", {"wrap": "pem"}, [
        Doc("21/26", "2026-03-05", sale("Impianto di aspirazione", 900000),
            parts("MP12", "2026-05-31", "2026-06-30", "2026-07-31",
                  IstitutoFinanziario="Banca della Valle", ABI="99996",
                  CAB="11600"))]),
    ("00113", "1005", {}, [
        Doc("88/26", "2026-07-06", sale("Ampliamento impianto", 450000),
            parts("MP12", "2026-09-30", "2026-10-31", "2026-11-30",
                  ABI="99996", CAB="11600"))]),
    ("00114", "1006", {}, [
        Doc("50/26", "2026-04-30", sale("Noleggio motopompe", 212000),
            whole(None, DataRiferimentoTerminiPagamento="2026-04-30",
                  GiorniTerminiPagamento="60"))]),
    ("00115", "1006", {}, [
        Doc("71/26", "2026-06-15", sale("Noleggio motopompe, giugno", 98000),
            whole(None, GiorniTerminiPagamento="30"))]),
    ("00116", "1007", {}, [
        Doc("77/26", "2026-06-25", sale("Depuratore da banco", 134000))]),
    ("00117", "1007", {}, [
        Doc("78/26", "2026-06-26", sale("Filtri", 5000),
            whole(None, "MP01"))]),
    ("00118", "1008", {}, [
        Doc("55/26", "2026-05-05", sale("Revisione turbina", 2750000),
            whole("2026-07-04"))]),
    ("00119", "1009", {}, [
        Doc("56/26", "2026-05-05", sale("Contratto di assistenza", 360000),
            whole("2026-07-04"))]),
    ("00120", "1010", {"wrap": "nested"}, [
        Doc("60/26", "2026-05-08", sale("Impianto piscina", 1120000),
            parts("MP05", "2026-07-31", "2026-08-31"))]),
    ("00121", "1010", {}, [
        Doc("61/26", "2026-05-29", sale("Prodotti e ricambi piscina", 87000),
            whole("2026-08-31"), kind="TD24",
            ddt=[("145", "2026-05-12"), ("151", "2026-05-20")])]),
    ("00122", "1011", {}, [
        Doc("35/26", "2026-03-16", sale("Pompe di rilancio", 400000),
            whole("2026-05-15"))]),
    ("00123", "1011", {}, [
        Doc("NC2/26", "2026-04-10", sale("Reso di una pompa", 80000),
            whole(None), kind="TD04",
            refs=[("DatiFattureCollegate", "35/26", "2026-03-16", None,
                   None)])]),
    ("00124", "1012", {}, [
        Doc("40/26", "2026-04-24", sale("Pumps, series C", 560000, 0, "N3.2"),
            whole("2026-06-24"))]),
    ("00125", "1021", {}, [
        Doc("41/26", "2026-05-04", sale("Spare parts", 375000, 0, "N3.1"),
            whole("2026-07-15"), currency="USD")]),
    ("00126", "1013", {"encoding": "windows-1252"}, [
        Doc("47/26", "2026-04-20", sale("Serbatoio per il latte, qualità "
            "alimentare", 690000), whole("2026-06-19"))]),
    ("00127", "1013", {"bom": True, "prefix": None}, [
        Doc("90/26", "2026-07-08", sale("Guarnizioni e tenute", 43500),
            whole("2026-09-06"))]),
    ("00128", "1014", {}, [
        Doc("58/26", "2026-05-07", sale("Autoclave condominiale", 285000,
            1000), whole("2026-06-06"), withhold=400)]),
    ("00129", "1015", {"form": "FPA12", "wrap": "der"}, [
        Doc("62/26", "2026-05-12", sale("Gruppo elettropompe", 1980000),
            whole("2026-07-11") + whole("2026-07-11", "MP23"), split=True,
            refs=[("DatiContratto", "2025/88", "2025-11-03", "B0A1C2D3E4",
                   None)])]),
    ("00132", "1017", {}, [
        Doc("81/26", "2026-07-01", sale("Arredo tecnico", 310000),
            whole("2026-08-30"))]),
    ("00133", "1017", {"wrap": "der"}, [
        Doc("81/26", "2026-07-01", sale("Arredo tecnico", 310000),
            whole("2026-08-30"))]),
    ("00135", "1018", {"prefix": "ns2"}, [
        Doc("69/26", "2026-06-12", sale("Compressore", 275000),
            whole("2026-08-31"), say_total=False)]),
    ("00136", "1018", {"prefix": ""}, [
        Doc("70/26", "2026-06-15", sale("Installazione compressore", 45000),
            whole("2026-09-15"))]),
    ("00137", "1019", {}, [
        Doc("83/26", "2026-07-02", sale("Lavaggio automezzi", 520000),
            whole("2026-10-31", Beneficiario="Beta Factor S.p.A.",
                  IBAN=FACTOR_BANK), cause="Credito ceduto a Beta Factor "
            "S.p.A., unica legittimata all'incasso")]),
    ("00138", "1019", {"wrap": "ber"}, [
        Doc("84/26", "2026-07-27", sale("Ricambi lavaggio", 76000),
            whole("2026-09-25"))]),
    ("00139", "1020", {}, [
        Doc("30/26", "2026-03-09", sale("Acconto impianto irriguo", 200000),
            [("TP03", by("MP05", None))], kind="TD02")]),
    ("00140", "1020", {}, [
        Doc("95/26", "2026-07-20", sale("Impianto irriguo", 700000) +
            sale("A dedurre acconto fattura 30/26", -200000),
            parts("MP05", "2026-09-20", "2026-10-20"),
            refs=[("DatiFattureCollegate", "30/26", "2026-03-09", None,
                   None)])]),
    ("00141", "self", {}, [
        Doc("INT5/26", "2026-07-31", sale("Servizi di progettazione", 150000),
            (), kind="TD17")]),
    ("00142", "1002", {}, [
        Doc("52/26", "2026-04-28", sale("Macchina del ghiaccio", 238000),
            parts("MP19", "2026-07-15", "2026-08-15"))]),
    ("00143", "1002", {"zip": True}, [
        Doc("96/26", "2026-07-21", sale("Filtri e carboni", 18500),
            whole("2026-08-20"))]),
    ("00144", "1018", {"zip": True}, [
        Doc("97/26", "2026-07-22", sale("Olio e cinghie", 31200),
            whole("2026-09-30"))]),
    ("00145", "1022", {"zip": True, "wrap": "der"}, [
        Doc("98/26", "2026-07-23", sale("Utensili pneumatici", 154000),
            parts("MP05", "2026-08-31", "2026-09-30", "2026-10-31"))]),
]

# Simplified: suffix, debtor, number, date, (text, gross, rate), more
SIMPLE = [
    ("00130", "1016", "S14/26", "2026-07-20",
     [("Sostituzione guarnizioni", 12200, VAT)], {}),
    ("00131", "1016", "SN1/26", "2026-08-03", [("Reso guarnizioni", 3050,
     VAT)], {"kind": "TD08", "corrects": ("S14/26", "2026-07-20")}),
]

# The due-date ledger of the ERP (documents that are no electronic invoice
# of above): debtor, number, date, due, amount, open, method, cause.
LEDGER = [
    ("1003", "A/77", "2025-06-10", "2025-08-31", 732000, 232000, "B", "FT"),
    ("1003", "A/91", "2025-07-22", "2025-10-31", 415800, 415800, "B", "FT"),
    ("1006", "A/80", "2025-06-18", "2025-09-30", 158600, 158600, "R", "FT"),
    ("1010", "A/84", "2025-06-30", "2025-09-30", 305000, 0, "B", "FT"),
    ("1018", "A/95", "2025-09-02", "2025-11-30", 201300, 0, "B", "FT"),
    ("1022", "A/101", "2025-09-15", "2025-12-15", 97600, 0, "R", "FT"),
    ("1022", "A/112", "2026-02-20", "2026-04-30", 134200, 134200, "R", "FT"),
    ("1023", "A/104", "2025-09-25", "2025-12-31", 1464000, 0, "B", "FT"),
    ("1023", "A/115", "2026-03-12", "2026-05-31", 1220000, 0, "B", "FT"),
    ("1023", "A/121", "2026-06-08", "2026-08-31", 976000, 976000, "B", "FT"),
    ("1023", "A/130", "2026-08-28", "2026-10-31", 1098000, 1098000, "B",
     "FT"),
    ("1024", "A/108", "2026-01-19", "2026-03-31", 268400, 0, "B", "FT"),
    ("1024", "A/118", "2026-05-04", "2026-07-31", 347700, 347700, "B", "FT"),
    ("1024", "N/9", "2026-06-01", "2026-06-01", -54900, -54900, "B", "NC"),
    ("1011", "A/117", "2026-04-22", "2026-06-30", 85400, 85400, "B", "FT"),
    ("1005", "A/106", "2025-10-06", "2025-12-31", 512400, 0, "R", "FT"),
    ("1019", "A/116", "2026-03-30", "2026-05-31", 183000, 0, "B", "FT"),
    ("1020", "A/119", "2026-05-11", "2026-08-31", 122000, 61000, "B", "FT"),
]

# Money: day, debtor, document, its date, due or None, cents, kind.
MONEY = [
    ("2025-09-12", "1003", "A/77", "2025-06-10", None, 500000, "BON"),
    ("2025-09-30", "1010", "A/84", "2025-06-30", None, 305000, "BON"),
    ("2025-12-02", "1018", "A/95", "2025-09-02", None, 201300, "BON"),
    ("2025-12-15", "1022", "A/101", "2025-09-15", None, 97600, "RIB"),
    ("2025-12-30", "1023", "A/104", "2025-09-25", None, 1464000, "BON"),
    ("2025-12-31", "1005", "A/106", "2025-10-06", None, 512400, "RIB"),
    ("2026-04-20", "1024", "A/108", "2026-01-19", None, 268400, "BON"),
    ("2026-05-29", "1023", "A/115", "2026-03-12", None, 1220000, "BON"),
    ("2026-06-12", "1019", "A/116", "2026-03-30", None, 183000, "BON"),
    ("2026-09-10", "1020", "A/119", "2026-05-11", None, 61000, "BON"),
    ("2025-12-18", "1001", "201/25", "2025-11-10", None, 390400, "BON"),
    ("2026-01-14", "1001", "214/25", "2025-12-10", None, 224480, "BON"),
    ("2026-02-16", "1001", "12/26", "2026-01-12", None, 117730, "BON"),
    ("2026-04-14", "1001", "31/26", "2026-03-10", None, 195200, "BON"),
    ("2026-06-15", "1001", "64/26", "2026-05-11", None, 298900, "BON"),
    ("2026-08-11", "1001", "92/26", "2026-07-10", None, 146400, "BON"),
    ("2026-03-02", "1003", "210/25", "2025-10-15", "2025-12-15", 762500,
     "BON"),
    ("2026-05-31", "1005", "21/26", "2026-03-05", "2026-05-31", 362340,
     "RIB"),
    ("2026-06-30", "1005", "21/26", "2026-03-05", "2026-06-30", 362340,
     "RIB"),
    ("2026-07-31", "1005", "21/26", "2026-03-05", "2026-07-31", 373320,
     "RIB"),
    ("2026-08-07", "1005", "21/26", "2026-03-05", "2026-07-31", -373320,
     "INS"),
    ("2026-06-26", "1007", "78/26", "2026-06-26", None, 6100, "CON"),
    ("2026-07-06", "1009", "56/26", "2026-05-05", None, 439200, "BON"),
    ("2026-07-31", "1010", "60/26", "2026-05-08", "2026-07-31", 683200,
     "BON"),
    ("2026-07-20", "1012", "40/26", "2026-04-24", None, 560000, "BON"),
    ("2026-06-29", "1013", "47/26", "2026-04-20", None, 841800, "BON"),
    ("2026-07-15", "1002", "52/26", "2026-04-28", "2026-07-15", 145180,
     "SDD"),
    ("2026-08-15", "1002", "52/26", "2026-04-28", "2026-08-15", 145180,
     "SDD"),
    ("2026-03-20", "1020", "30/26", "2026-03-09", None, 244000, "BON"),
    ("2026-09-02", "1022", "98/26", "2026-07-23", "2026-08-31", 62000, "BON"),
    ("2026-09-28", "1006", None, None, None, 50000, "BON"),
]
