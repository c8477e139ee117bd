"""How the customers have paid before: three years of invoices, all paid, so
that nothing of what is owed changes. Drawn by a digest, not by a generator of
random numbers, so that it is the same whatever Python writes it."""

import hashlib
from datetime import date, timedelta

from people import BY_CODE
from tables import ITEM, csv, day, euro, item

FIRST, LAST = date(2023, 1, 9), date(2026, 5, 31)
PAID_UNTIL = date(2026, 9, 25)

# Customer: days between invoices, days granted, usual days beyond terms, how
# much they scatter, what three years have added to them, euro, method.
HABITS = {
    "1001": (24, 60, -12, 5, 0, 1900, "B"),
    "1002": (30, 60, 1, 3, 0, 700, "R"),
    "1003": (28, 90, 12, 14, 55, 6400, "B"),
    "1004": (45, 30, 34, 16, -8, 3900, "B"),
    "1005": (26, 60, 0, 1, 0, 5200, "R"),
    "1006": (32, 60, 21, 15, 18, 1800, "B"),
    "1007": (40, 30, -2, 4, 0, 900, "B"),
    "1008": (38, 60, 3, 6, 0, 8800, "B"),
    "1009": (38, 60, 2, 6, 0, 2600, "B"),
    "1010": (30, 60, 14, 18, 12, 4100, "B"),
    "1011": (34, 60, 9, 9, 10, 2300, "B"),
    "1012": (48, 60, 5, 7, 0, 5100, "B"),
    "1013": (29, 60, -1, 6, 0, 3300, "B"),
    "1014": (52, 30, 28, 17, 6, 1500, "B"),
    "1015": (50, 60, 26, 12, -6, 7400, "B"),
    "1016": (44, 30, 4, 6, 0, 400, "B"),
    "1017": (41, 60, 7, 8, 5, 2700, "B"),
    "1018": (27, 60, 6, 8, 8, 2200, "B"),
    "1019": (35, 60, 1, 5, 0, 3000, "B"),
    "1020": (37, 60, 8, 10, 6, 2800, "B"),
    "1022": (31, 60, 10, 9, 9, 1300, "R"),
    "1023": (25, 75, -3, 3, 0, 11500, "B"),
    "1024": (30, 60, 5, 7, 4, 3100, "B"),
}


def draw(*of):
    """A number from 0 to 1, the same for the same words."""
    text = "/".join(str(x) for x in of).encode()
    return int.from_bytes(hashlib.sha256(text).digest()[:6], "big") / 2 ** 48


def scattered(*of):
    """About nought, mostly within one, a few times far above."""
    usual = sum(draw(i, *of) for i in range(6)) - 3
    return usual * 1.4 + (3 * draw("far", *of) if draw("?", *of) > .94 else 0)


def invoices():
    """(day, customer, due, cents, paid, method), one after the other."""
    for who, (every, terms, late, wide, grown, scale, how) in HABITS.items():
        made, n = FIRST + timedelta(int(draw(who) * every)), 0
        while made <= LAST:
            n += 1
            size = .35 + 1.6 * draw("size", who, n) ** 2
            gone = (made - FIRST).days / (LAST - FIRST).days
            beyond = late + grown * gone + wide * scattered(who, n)
            if BY_CODE[who].seasonal and made.month in (10, 11, 12, 1):
                beyond += 12
            if size > 1.4 and late > 0:
                beyond += 6  # the large ones wait
            due = made + timedelta(terms)
            paid = min(due + timedelta(round(beyond)), PAID_UNTIL)
            while paid.weekday() > 4:
                paid += timedelta(1)
            yield made, who, due, round(scale * size) * 122, max(
                paid, made), how
            made += timedelta(int(every * (.6 + .8 * draw("gap", who, n))))


def write():
    made = sorted(invoices())
    numbers, rows, money = {}, [], []
    for when, who, due, cents, paid, how in made:
        n = numbers[when.year] = numbers.get(when.year, 0) + 1
        number = f"S/{n}"
        cells = item((who, number, when.isoformat(), due.isoformat(),
                      cents, 0, how, "FT"))
        rows.append(cells[:2] + cells[3:])
        money.append((paid, who, number, when, cents, how))
    csv("storico/scadenzario.csv", [ITEM[:2] + ITEM[3:]] + rows)
    csv("storico/pagamenti.csv", [
        ("Data incasso", "Codice cliente", "Numero documento",
         "Data documento", "Importo", "Causale")] + [
        (day(paid.isoformat()), who, number, day(when.isoformat()),
         euro(cents), "RIB" if how == "R" else "BON")
        for paid, who, number, when, cents, how in sorted(money)])
