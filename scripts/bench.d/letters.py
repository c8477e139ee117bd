#!/usr/bin/python3
"""letters.py mail N | show FORM: the letter of letters-run, by Jinja2.

The templates are compiled once; the values, already written as text, are
given anew each time, and running text is broken by hand: less than what
letters-run does, which makes its values of figures and breaks the lines.
"""
import sys
from jinja2 import Environment

TEXT = """\
{{ creditor.name }}
{{ creditor.street }}
{{ creditor.city }}
{% for c in creditor.contacts %}{{ c }}
{% endfor %}
{{ say.to }}
{{ debtor.name }}
{{ debtor.street }}
{{ debtor.city }}

{% for k, v in pairs %}{{ "%-16s"|format(k) }}{{ v }}
{% endfor %}
{{ title }}

Con la presente {{ creditor.name }} Vi comunica che, in base alle proprie
scritture contabili, risultano scaduti e non pagati i documenti che seguono,
relativi a forniture e prestazioni a Voi eseguite.

{{ "%-22s%-12s%-12s%8s%8s%8s%10s"|format(*say["items"]) }}
{% for r in overdue %}{{ "%-22s%-12s%-12s%8s%8s%8s%10s"|format(*r.cells) }}
{% if r.detail %}    {{ r.detail }}
{% endif %}{% endfor %}
{{ "%-20s%60s"|format("Totale scaduto EUR", sums.overdue) }}
{% for c in credits %}{{ "%-38s%42s"|format(c[0], c[1]) }}
{% endfor %}{{ "%-20s%60s"|format("Da pagare EUR", sums.due) }}

Sulle somme scadute sono maturati, al {{ day }}, gli interessi di mora esposti
nel prospetto che segue, con il saggio applicato a ciascun periodo.

Interessi di mora
{{ "%-11s%8s%12s%12s%8s%9s%11s"|format(*say.interest) }}
{% for r in interest %}{{ "%-11s%8s%12s%12s%8s%9s%11s"|format(*r.cells) }}
    {{ r.detail }}
{% endfor %}{{ "%-20s%51s"|format("Totale EUR", sums.interest) }}

Essi continuano a maturare fino al saldo, nella misura attuale di EUR
{{ per_diem }} al giorno.

È inoltre dovuto l'importo forfettario di EUR {{ flat }} a titolo di risarcimento
dei costi di recupero, salva la prova del maggior danno (art. 6 del D.Lgs. 9
ottobre 2002, n. 231).

Riepilogo
{{ "%-45s%8s"|format("Voce", "Importo") }}
{% for k, v in totals %}{{ "%-45s%8s"|format(k, v) }}
{% endfor %}
Vi invitiamo e, occorrendo, Vi diffidiamo a pagare la somma di EUR
{{ total }}, oltre agli interessi di mora nella misura di legge dal giorno
successivo al {{ day }} fino al saldo, entro {{ term }} giorni dal ricevimento
della presente.

Come pagare
{% for k, v in payment %}{{ "%-14s"|format(k) }}{{ v }}
{% endfor %}
{{ legal }}

{{ creditor.name }}
{{ signer }}
"""

LEGAL = """\
La presente vale quale costituzione in mora ai sensi e per gli effetti
dell'art. 1219 del codice civile e interrompe la prescrizione ai sensi
dell'art. 2943 del codice civile.

Decorso inutilmente il termine, ci riserviamo di agire per il recupero del
credito nelle sedi competenti, con le spese conseguenti.

Qualora abbiate già provveduto, Vi preghiamo di non tenere conto della presente
e di comunicarci gli estremi del pagamento.

Distinti saluti"""


def html(text):
    """The same as HTML: lines of tables as rows, the rest as paragraphs."""
    out = []
    for line in text.split("\n"):
        if "|format(*r.cells)" in line:
            line = line.replace(line[line.index("{{"):line.index("}}") + 2],
                                "<tr>{% for c in r.cells %}<td>{{ c }}</td>"
                                "{% endfor %}</tr>")
        out.append(line)
    body = "\n".join(out)
    return ('<!DOCTYPE html>\n<html lang="it"><head><meta charset="utf-8">'
            "</head><body><p>" + body.replace("\n\n", "</p>\n<p>") +
            "</p></body></html>\n")


ROW = [("1042/26", "28/05/2026", "27/07/2026", "2.440,00", "440,00", "65",
        "2.000,00"),
       ("1077/26", "27/06/2026", "26/08/2026", "1.220,00", "", "35",
        "1.220,00")]
RATE = "saggio degli artt. 4 e 5 del D.Lgs. 231/2002"


def values():
    return {
        "creditor": {"name": "Officine Brenta S.r.l.",
                     "street": "Via del Porto 7", "city": "35121 Padova (PD)",
                     "contacts": ["Partita IVA IT01234567897",
                                  "REA PD-123456", "tel. 049 000000",
                                  "crediti@brenta.example",
                                  "PEC brenta@pec.example"]},
        "say": {"to": "Spett.le",
                "items": ("Documento", "Data", "Scadenza", "Importo",
                          "Pagato", "Giorni", "Residuo"),
                "interest": ("Documento", "Capitale", "Dal", "Al", "Giorni",
                             "Saggio", "Interessi")},
        "debtor": {"name": "Caffè Rossi & Figli S.n.c.",
                   "street": "Via Roma 1", "city": "39100 Bolzano (BZ)"},
        "pairs": [("Data", "Padova, 30/09/2026"),
                  ("Numero", "1017-20260930-3"),
                  ("A mezzo", "PEC all'indirizzo rossi@pec.example"),
                  ("Codice cliente", "C1017"),
                  ("Partita IVA", "IT07643520567")],
        "title": "Oggetto: richiesta di pagamento e costituzione in mora",
        "overdue": [
            {"cells": ROW[0], "detail": ""},
            {"cells": ROW[1], "detail": "tornato insoluto dalla banca, "
             "30/08/2026, spese della banca 4,50"}],
        "credits": [("Nota di credito NC 18/26, 10/09/2026", "-120,00")],
        "sums": {"overdue": "3.220,00", "due": "3.100,00",
                 "interest": "48,02"},
        "interest": [
            {"cells": ("1042/26", "2.000,00", "28/07/2026", "30/09/2026",
                       "65", "10,15 %", "36,15"), "detail": RATE},
            {"cells": ("1077/26", "1.220,00", "27/08/2026", "30/09/2026",
                       "35", "10,15 %", "11,87"), "detail": RATE}],
        "day": "30/09/2026", "per_diem": "0,90", "flat": "80,00",
        "totals": [("Scaduto", "3.100,00"), ("Interessi di mora", "48,02"),
                   ("Importo forfettario, art. 6 D.Lgs. 231/2002", "80,00"),
                   ("Spese bancarie", "4,50"), ("Da pagare EUR", "3.232,52")],
        "total": "3.232,52", "term": "15",
        "payment": [("Da pagare", "EUR 3.232,52"),
                    ("Beneficiario", "Officine Brenta S.r.l."),
                    ("IBAN", "IT60 X054 2811 1010 0000 0123 456"),
                    ("Causale", "1042/26, 1077/26")],
        "legal": LEGAL, "signer": "Anna Neri",
    }


text = Environment().from_string(TEXT)
page = Environment(autoescape=True).from_string(html(TEXT))
if sys.argv[1] == "show":
    form = page if sys.argv[2] == "html" else text
    sys.stdout.write(form.render(values()))
else:
    for i in range(int(sys.argv[2])):
        text.render(values())
        page.render(values())
