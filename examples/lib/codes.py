"""Check digits of Italian codes, so that invented ones are valid."""

ODD = dict(zip("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
               (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17,
                19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24,
                23)))


def letter(code):
    """The check letter of a codice fiscale, or of an Italian account."""
    even = {c: int(c) if c.isdigit() else ord(c) - ord("A") for c in ODD}
    total = sum((even if i % 2 else ODD)[c] for i, c in enumerate(code))
    return chr(ord("A") + total % 26)


def vat(serial, office):
    """A VAT number from its serial (7 digits) and its office."""
    s = f"{serial:07d}{office}"
    total = 0
    for i, c in enumerate(s):
        n = int(c) * (1 + i % 2)
        total += n - 9 if n > 9 else n
    return s + str(-total % 10)


def person(code):
    """A codice fiscale from its first 15 characters."""
    return code + letter(code)


def iban(abi, cab, account):
    """An Italian IBAN."""
    bban = f"{abi:05d}{cab:05d}{account:012d}"
    bban = letter(bban) + bban
    n = int("".join(str(int(c, 36)) for c in bban + "IT00"))
    return f"IT{98 - n % 97:02d}{bban}"
