"""What is told of the customers beside how they pay: balance sheets, scores,
what the registers say, what persons own, orders and deliveries that are not
invoiced, what an insurer and a factor cover. Invented like all the rest."""

from people import BY_CODE
from tables import csv, day, euro

# Customer, year, when it was filed; in thousands of euro: total assets,
# current assets, current liabilities, reserves and profits carried on,
# operating result, equity, all debts, sales. None: a short balance sheet.
SHEETS = (
    ("1001", 2024, "2025-06-20", 1840, 1210, 690, 260, 142, 520, 1270, 4150),
    ("1001", 2025, "2026-06-18", 1935, 1290, 700, 315, 158, 585, 1295, 4320),
    ("1003", 2024, "2025-07-02", 9650, 7120, 6480, 410, 118, 1260, 8240, 7900),
    ("1003", 2025, "2026-07-06", 9210, 6390, 7050, 40, -395, 790, 8290, 6150),
    ("1005", 2024, "2025-05-30", 7420, 4880, 2310, 2150, 688, 3240, 3920, 9870),
    ("1005", 2025, "2026-05-29", 7790, 5160, 2280, 2560, 731, 3690, 3840,
     10240),
    ("1008", 2024, "2025-06-27", 41200, 22600, 16900, 6300, 2480, 12100, 28300,
     68400),
    ("1008", 2025, "2026-06-25", 43500, 24100, 17200, 7100, 2610, 13000, 29700,
     71200),
    ("1009", 2024, "2025-06-27", 3150, 2540, 1980, 180, 96, 420, 2640, 5900),
    ("1009", 2025, "2026-06-25", 3240, 2610, 1960, 225, 121, 470, 2680, 6080),
    ("1010", 2024, "2025-07-15", 5480, 610, 1340, 120, 84, 890, 4510, 1720),
    ("1010", 2025, "2026-07-14", 5390, 480, 1690, 45, -62, 760, 4560, 1590),
    ("1011", 2024, "2025-08-04", 2260, 1790, 1840, -85, -140, 115, 2090, 2480),
    ("1013", 2024, "2025-05-12", 6120, 3340, 1910, 1480, 402, 2650, 3260, 8830),
    ("1013", 2025, "2026-05-11", 6350, 3520, 1930, 1690, 417, 2880, 3250, 9110),
    ("1017", 2024, "2025-06-30", 2140, 1580, 1090, 210, None, 480, 1590, 2960),
    ("1017", 2025, "2026-06-30", 2105, 1520, 1130, 195, None, 455, 1580, 2810),
    ("1018", 2024, "2025-06-24", 1980, 1420, 1180, 130, 61, 330, 1570, 3240),
    ("1018", 2025, "2026-06-23", 2050, 1470, 1260, 110, 28, 320, 1650, 3190),
    ("1019", 2024, "2025-06-16", 4870, 2930, 2120, 640, 236, 1310, 3370, 7450),
    ("1019", 2025, "2026-06-15", 4990, 3080, 2090, 760, 262, 1450, 3350, 7720),
    ("1020", 2025, "2026-06-29", 1260, 790, 520, 95, 41, 310, 900, 1480),
    ("1022", 2024, "2025-06-19", 890, 700, 520, 60, 22, 150, 710, 1630),
    ("1022", 2025, "2026-06-19", 905, 705, 560, 48, 9, 138, 740, 1580),
    ("1023", 2024, "2025-05-20", 58400, 31900, 14300, 17600, 5230, 27800,
     28900, 92600),
    ("1023", 2025, "2026-05-19", 61100, 33800, 14100, 20400, 5510, 30900,
     28500, 95800),
)

# Customer, who says it, what he says, from when.
SCORES = (
    ("1001", "Cerved", "3", "2026-03-02"),
    ("1003", "Cerved", "5", "2025-09-01"),
    ("1003", "Cerved", "8", "2026-07-20"),
    ("1003", "CRIBIS", "4", "2026-07-22"),
    ("1005", "Cerved", "2", "2026-06-10"),
    ("1008", "CRIBIS", "1", "2026-07-01"),
    ("1010", "Cerved", "6", "2026-07-30"),
    ("1011", "Cerved", "9", "2026-08-24"),
    ("1013", "Cerved", "3", "2026-05-25"),
    ("1018", "CRIBIS", "3", "2026-04-15"),
    ("1019", "Cerved", "3", "2026-06-30"),
    ("1023", "CRIBIS", "1", "2026-06-01"),
)

# Customer, what happened, when, cents, number, cancelled on, who says it.
EVENTS = (
    ("1003", "Ipoteca giudiziale", "2026-06-12", 18500000, "RG 4471/2026", "",
     "Conservatoria di Verona"),
    ("1006", "Protesto", "2026-04-28", 240000, "cambiale 118", "",
     "Registro protesti"),
    ("1006", "Protesto", "2026-07-31", 310000, "cambiale 131", "",
     "Registro protesti"),
    ("1010", "Pignoramento presso terzi", "2025-11-03", 920000,
     "RGE 812/2025", "2026-02-27", "Tribunale di Venezia"),
    ("1011", "Concordato preventivo", "2026-08-20", None, "CP 37/2026", "",
     "Tribunale di Modena"),
    ("1022", "Decreto ingiuntivo", "2026-05-06", 410000, "DI 2290/2026", "",
     "Tribunale di Milano"),
)

# Customer (persons), what, what it is known by, value, mortgages, seen.
ASSETS = (
    ("1002", "Fabbricato", "Chioggia fg. 21 p. 340 sub 4", 18500000, 9200000,
     "2026-02-16"),
    ("1002", "Autocarro", "targa GB417ZR", 1400000, None, "2026-02-16"),
    ("1007", "Fabbricato", "Milano fg. 263 p. 88 sub 12", 61000000, 15000000,
     "2026-02-18"),
    ("1007", "Partecipazione", "Farmacie Riunite S.r.l., 20 %", 9000000, None,
     "2026-02-18"),
    ("1016", "Reddito", "", 1950000, None, "2026-02-20"),
)

# Customer, number, day, expected, cents with VAT.
ORDERS = (
    ("1003", "OC 26/0418", "2026-09-07", "2026-10-19", 2318000),
    ("1005", "OC 26/0425", "2026-09-10", "2026-10-12", 1464000),
    ("1008", "OC 26/0431", "2026-09-14", "2026-11-16", 4880000),
    ("1010", "OC 26/0433", "2026-09-15", "2026-10-26", 732000),
    ("1013", "OC 26/0440", "2026-09-21", "2026-10-20", 1098000),
    ("1019", "OC 26/0442", "2026-09-22", "2026-10-28", 915000),
    ("1023", "OC 26/0446", "2026-09-24", "2026-11-09", 6100000),
    ("1023", "OC 26/0450", "2026-09-28", "2026-11-30", 3050000),
)
DELIVERIES = (
    ("1001", "612", "2026-09-18", 427000),
    ("1003", "615", "2026-09-21", 1037000),
    ("1018", "619", "2026-09-24", 366000),
    ("1023", "622", "2026-09-28", 2196000),
)

# Customer, who covers, how, cents, share, from, to.
PLAFONDS = (
    ("1001", "Serenissima Crediti", "Assicurato", 2500000, 90, "2026-01-01",
     "2026-12-31"),
    ("1003", "Serenissima Crediti", "Assicurato", 6000000, 85, "2026-01-01",
     "2026-08-31"),
    ("1003", "Serenissima Crediti", "Assicurato", 0, 85, "2026-09-01",
     "2026-12-31"),
    ("1005", "Serenissima Crediti", "Assicurato", 5000000, 90, "2026-01-01",
     "2026-12-31"),
    ("1008", "Beta Factor S.p.A.", "Pro soluto", 15000000, 100, "2026-03-01",
     "2027-02-28"),
    ("1010", "Serenissima Crediti", "Assicurato", 1500000, 80, "2026-01-01",
     "2026-12-31"),
    ("1013", "Serenissima Crediti", "Assicurato", 3000000, 90, "2026-01-01",
     "2026-12-31"),
    ("1023", "Beta Factor S.p.A.", "Pro soluto", 20000000, 100, "2026-03-01",
     "2027-02-28"),
)


def money(cents):
    return "" if cents is None else euro(cents)


def sheets():
    """As a bureau sells them: by tax code, in thousands, a title on top."""
    yield ("Bilanci depositati, importi in migliaia di euro",) + ("",) * 11
    yield ("Codice fiscale", "Denominazione", "Esercizio", "Data deposito",
           "Totale attivo", "Attivo circolante", "Debiti entro l'esercizio",
           "Riserve e utili a nuovo", "Reddito operativo",
           "Patrimonio netto", "Totale debiti", "Ricavi")
    for who, year, filed, *figures in SHEETS:
        p = BY_CODE[who]
        yield (p.cf, p.name, year, day(filed)) + tuple(
            "" if f is None else f for f in figures)


def write():
    csv("rischio/bilanci.csv", list(sheets()))
    csv("rischio/punteggi.csv", [
        ("Codice cliente", "Fonte", "Punteggio", "Data")] + [
        (who, source, score, day(when))
        for who, source, score, when in SCORES])
    csv("rischio/eventi.csv", [
        ("Codice cliente", "Evento", "Data evento", "Importo", "Riferimento",
         "Cancellato il", "Fonte")] + [
        (who, what, day(when), money(cents), ref, day(over), source)
        for who, what, when, cents, ref, over, source in EVENTS])
    csv("rischio/beni.csv", [
        ("Codice fiscale", "Bene", "Riferimento", "Valore stimato",
         "Ipoteche", "Data visura")] + [
        (BY_CODE[who].cf, what, ref, money(value), money(burden), day(seen))
        for who, what, ref, value, burden, seen in ASSETS])
    csv("rischio/ordini.csv", [
        ("Codice cliente", "Ordine", "Data ordine", "Consegna prevista",
         "Da evadere")] + [
        (who, number, day(when), day(due), euro(cents))
        for who, number, when, due, cents in ORDERS])
    csv("rischio/ddt.csv", [
        ("Codice cliente", "DDT", "Data DDT", "Da fatturare")] + [
        (who, number, day(when), euro(cents))
        for who, number, when, cents in DELIVERIES])
    csv("rischio/plafond.csv", [
        ("Codice cliente", "Compagnia", "Tipo copertura", "Plafond",
         "% coperta", "Dal", "Scadenza")] + [
        (who, by, how, euro(cents), share, day(since), day(until))
        for who, by, how, cents, share, since, until in PLAFONDS])
