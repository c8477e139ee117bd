"""Writes electronic invoices: FatturaPA 1.2, legacy 1.1, simplified."""

from xml.sax.saxutils import escape

V12 = "http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.2"
V11 = "http://www.fatturapa.gov.it/sdi/fatturapa/v1.1"
V10S = "http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.0"


def money(cents):
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def el(name, *inside):
    """An element: of text, or of elements; nothing at all without content."""
    inside = [i for i in inside if i is not None]
    if not inside:
        return None
    if len(inside) == 1 and not inside[0].startswith("<"):
        return f"<{name}>{escape(inside[0])}</{name}>"
    body = "\n".join(inside)
    return f"<{name}>\n{body}\n</{name}>"


def indented(xml):
    depth, lines = 0, []
    for line in xml.split("\n"):
        if line.startswith("</"):
            depth -= 1
        lines.append("  " * depth + line)
        if line.startswith("<") and not line.startswith(("</", "<?")) \
                and "</" not in line and not line.endswith("/>"):
            depth += 1
    return "\n".join(lines) + "\n"


def tax_id(party):
    return el("IdFiscaleIVA", el("IdPaese", party.country),
              el("IdCodice", party.vat)) if party.vat else None


def seat(party):
    return el("Sede", el("Indirizzo", party.street), el("CAP", party.zip),
              el("Comune", party.city), el("Provincia", party.province),
              el("Nazione", party.country))


def party(tag, p, issuer):
    return el(tag, el("DatiAnagrafici", tax_id(p), el("CodiceFiscale", p.cf),
                      el("Anagrafica", el("Denominazione", p.name)),
                      el("RegimeFiscale", "RF01") if issuer else None),
              seat(p))


def tax(net, rate):
    return (net * rate + (5000 if net >= 0 else -5000)) // 10000 \
        if net >= 0 else -((-net * rate + 5000) // 10000)


class Doc:
    """A body: what was sold, and how it is to be paid.

    lines: (description, net in cents, rate in basis points[, Natura])
    pays:  (TPxx, [(MPxx, due or None, share, {element: text})]) of due()
    """

    def __init__(self, number, date, lines, pays=(), kind="TD01", **more):
        self.number, self.date, self.kind = number, date, kind
        self.lines = [(*line, None)[:4] for line in lines]
        self.pays = pays
        self.currency, self.split, self.say_total = "EUR", False, True
        self.withhold, self.refs, self.ddt, self.cause = 0, [], [], None
        self.__dict__.update(more)

    def summary(self):
        sums = {}
        for _, net, rate, nature in self.lines:
            sums[rate, nature] = sums.get((rate, nature), 0) + net
        return [(r, n, net, tax(net, r)) for (r, n), net in sums.items()]

    def total(self):
        return sum(net + vat for _, _, net, vat in self.summary())

    def withheld(self):
        return tax(sum(line[1] for line in self.lines), self.withhold)

    def due(self):
        vat = sum(s[3] for s in self.summary())
        return self.total() - self.withheld() - (vat if self.split else 0)

    def general(self):
        refs = [el(tag, el("IdDocumento", i), el("Data", date),
                   el("CodiceCUP", cup), el("CodiceCIG", cig))
                for tag, i, date, cig, cup in self.refs]
        ddt = [el("DatiDDT", el("NumeroDDT", n), el("DataDDT", d))
               for n, d in self.ddt]
        return el("DatiGenerali", el(
            "DatiGeneraliDocumento", el("TipoDocumento", self.kind),
            el("Divisa", self.currency), el("Data", self.date),
            el("Numero", self.number),
            el("DatiRitenuta", el("TipoRitenuta", "RT02"),
               el("ImportoRitenuta", money(self.withheld())),
               el("AliquotaRitenuta", money(self.withhold)),
               el("CausalePagamento", "W")) if self.withhold else None,
            el("ImportoTotaleDocumento", money(self.total()))
            if self.say_total else None, el("Causale", self.cause)),
            *refs, *ddt)

    def goods(self):
        lines = [el("DettaglioLinee", el("NumeroLinea", str(i)),
                    el("Descrizione", text),
                    el("PrezzoUnitario", money(net)),
                    el("PrezzoTotale", money(net)),
                    el("AliquotaIVA", money(rate)),
                    el("Ritenuta", "SI") if self.withhold else None,
                    el("Natura", nature))
                 for i, (text, net, rate, nature) in enumerate(self.lines, 1)]
        sums = [el("DatiRiepilogo", el("AliquotaIVA", money(rate)),
                   el("Natura", nature), el("ImponibileImporto", money(net)),
                   el("Imposta", money(vat)),
                   el("EsigibilitaIVA", "S" if self.split else None),
                   el("RiferimentoNormativo",
                      "Art. 41 DL 331/93" if nature == "N3.2" else
                      "Art. 8 DPR 633/72" if nature else None))
                for rate, nature, net, vat in self.summary()]
        return el("DatiBeniServizi", *lines, *sums)

    def payments(self):
        blocks = []
        for terms, parts in self.pays:
            left, details = self.due(), []
            for i, (method, due, share, more) in enumerate(parts):
                last = i == len(parts) - 1
                cents = left if last else self.due() * share // 100
                left -= cents
                order = {"Beneficiario": None, "ModalitaPagamento": method,
                         "DataRiferimentoTerminiPagamento": None,
                         "GiorniTerminiPagamento": None,
                         "DataScadenzaPagamento": due,
                         "ImportoPagamento": money(cents),
                         "IstitutoFinanziario": None, "IBAN": None,
                         "ABI": None, "CAB": None, "CodicePagamento": None}
                order.update(more)
                details.append(el("DettaglioPagamento", *[
                    el(k, v) for k, v in order.items()]))
            blocks.append(el("DatiPagamento",
                             el("CondizioniPagamento", terms), *details))
        return blocks

    def body(self):
        return el("FatturaElettronicaBody", self.general(), self.goods(),
                  *self.payments())


def header(creditor, debtor, n, form):
    return el("FatturaElettronicaHeader", el(
        "DatiTrasmissione", el("IdTrasmittente", el("IdPaese", "IT"),
                               el("IdCodice", transmitter(creditor, debtor))),
        el("ProgressivoInvio", f"{n:05d}"), el("FormatoTrasmissione", form),
        el("CodiceDestinatario", debtor.sdi),
        el("PECDestinatario", debtor.pec)
        if debtor.sdi == "0000000" else None),
        party("CedentePrestatore", creditor, True),
        party("CessionarioCommittente", debtor, False))


def transmitter(creditor, debtor):
    return creditor.vat if creditor.country == "IT" else debtor.vat


def wrapped(xml, root, space, form, prefix="p"):
    """The root element around XML: with a prefix, a default namespace that
    its children leave ("") or one that they inherit (None)."""
    if prefix:
        head = f'<{prefix}:{root} versione="{form}" xmlns:{prefix}="{space}">'
        return f"{head}\n{xml}\n</{prefix}:{root}>"
    if prefix == "":
        xml = xml.replace("<FatturaElettronicaHeader>",
                          '<FatturaElettronicaHeader xmlns="">')
        xml = xml.replace("<FatturaElettronicaBody>",
                          '<FatturaElettronicaBody xmlns="">')
    return f'<{root} versione="{form}" xmlns="{space}">\n{xml}\n</{root}>'


def invoice(creditor, debtor, n, docs, form="FPR12", prefix="p",
            encoding="UTF-8", bom=False):
    space = V11 if form == "SDI11" else V12
    xml = "\n".join([header(creditor, debtor, n, form)] +
                    [doc.body() for doc in docs])
    xml = indented(wrapped(xml, "FatturaElettronica", space,
                           "1.1" if form == "SDI11" else form, prefix))
    xml = f'<?xml version="1.0" encoding="{encoding}"?>\n' + xml
    return ("\ufeff" if bom else "").encode() + xml.encode(encoding)


def simplified(creditor, debtor, n, number, date, lines, kind="TD07",
               corrects=None):
    goods = [el("DatiBeniServizi", el("Descrizione", text),
                el("Importo", money(gross)),
                el("DatiIVA", el("Aliquota", money(rate))))
             for text, gross, rate in lines]
    xml = el("FatturaElettronicaHeader", el(
        "DatiTrasmissione", el("IdTrasmittente", el("IdPaese", "IT"),
                               el("IdCodice", creditor.vat)),
        el("ProgressivoInvio", f"{n:05d}"),
        el("FormatoTrasmissione", "FSM10"),
        el("CodiceDestinatario", debtor.sdi), el("PECDestinatario",
                                                 debtor.pec)),
        el("CedentePrestatore", tax_id(creditor),
           el("CodiceFiscale", creditor.cf),
           el("Denominazione", creditor.name), seat(creditor),
           el("RegimeFiscale", "RF01")),
        el("CessionarioCommittente", el("IdentificativiFiscali",
                                        tax_id(debtor),
                                        el("CodiceFiscale", debtor.cf))))
    rectified = el("DatiFatturaRettificata", el("NumeroFR", corrects[0]),
                   el("DataFR", corrects[1]),
                   el("ElementiRettificati", "Reso parziale")) \
        if corrects else None
    xml += "\n" + el("FatturaElettronicaBody", el(
        "DatiGenerali", el("DatiGeneraliDocumento", el("TipoDocumento", kind),
                           el("Divisa", "EUR"), el("Data", date),
                           el("Numero", number)), rectified), *goods)
    xml = wrapped(xml, "FatturaElettronicaSemplificata", V10S, "FSM10", "p")
    return ('<?xml version="1.0" encoding="UTF-8"?>\n' +
            indented(xml)).encode()


def receipt(root, n, name, digest, at, *inside):
    """An answer of the exchange system about the file NAME."""
    space = "http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fattura/" \
        "messaggi/v1.0"
    xml = "\n".join([el("IdentificativoSdI", str(n)), el("NomeFile", name),
                     el("Hash", digest), el("DataOraRicezione", at),
                     *inside, el("MessageId", str(n + 7000))])
    xml = f'<m:{root} versione="1.0" xmlns:m="{space}">\n{xml}\n</m:{root}>'
    return ('<?xml version="1.0" encoding="UTF-8"?>\n' +
            indented(xml)).encode()
