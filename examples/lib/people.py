"""Who is in the examples: an invented firm in Padova and its customers.
Everything is made up; tax numbers have valid check digits, all addresses
end in .example."""

from codes import iban, person, vat

BANK = iban(99998, 12100, 104500)	# of the firm
FACTOR_BANK = iban(99997, 1600, 77001)


class Party:
    def __init__(self, code, name, **more):
        self.code, self.name = code, name
        self.kind = "company"
        self.country, self.vat, self.cf = "IT", None, None
        self.sdi, self.pec, self.email = "0000000", None, None
        self.mobile = self.phone = self.fax = None
        self.language = self.category = None
        self.area = self.depot = self.agent = self.seasonal = None
        self.__dict__.update(more)
        self.street, self.zip, self.city, self.province = more["at"]


def company(code, name, serial, office, at, host, **more):
    number = vat(9900000 + serial, office)
    more.setdefault("cf", number)
    more.setdefault("pec", f"{host}@pec.example")
    more.setdefault("email", f"amministrazione@{host}.example")
    return Party(code, name, vat=number, at=at, **more)


CREDITOR = company(
    "0001", "Officine Brenta S.r.l.", 1, "028",
    ("Via dell'Artigianato 14", "35127", "Padova", "PD"),
    "officinebrenta", sdi="BRENTA1", phone="0490000100")

AGENTS = [
    ("AG1", "Marta Salvan", "marta.salvan@officinebrenta.example",
     "3330000001"),
    ("AG2", "Elio Furlan", "elio.furlan@officinebrenta.example",
     "3330000002"),
    ("AG3", "Ilaria Conte", "ilaria.conte@officinebrenta.example",
     "3330000003"),
]
DEPOTS = [
    ("PD", "Deposito di Padova", "deposito.padova@officinebrenta.example",
     "0490000110"),
    ("VR", "Deposito di Verona", "deposito.verona@officinebrenta.example",
     "0450000110"),
]

DEBTORS = [
    company("1001", "Alimentari Fontanella S.r.l.", 101, "028",
            ("Via Roma 3", "35031", "Abano Terme", "PD"), "fontanella",
            sdi="FNT0001", area="Nord-Est", depot="PD", agent="AG1",
            category="dettaglio", phone="0490001001"),
    Party("1002", "Bar Tre Archi di Zorzi Paola",
          kind="person", vat=vat(9900102, "027"),
          cf=person("ZRZPLA80A41L736"),
          at=("Piazza del Molo 7", "30015", "Chioggia", "VE"),
          pec="barTreArchi@pec.example", email="trearchi@posta.example",
          mobile="3330001002", area="Nord-Est", depot="PD", agent="AG1",
          category="horeca", seasonal=True),
    company("1003", "Costruzioni Malvasia S.p.A.", 103, "023",
            ("Viale del Lavoro 88", "37135", "Verona", "VR"), "malvasia",
            sdi="MLV0003", area="Nord-Est", depot="VR", agent="AG2",
            category="edilizia", phone="0450001003"),
    Party("1004", "Comune di Borgo Sereno", kind="pa",
          cf=vat(9900104, "024"),
          at=("Piazza Maggiore 1", "36010", "Borgo Sereno", "VI"),
          sdi="UFBS01", pec="protocollo@pec.borgosereno.example",
          email="ragioneria@borgosereno.example", area="Nord-Est",
          depot="VR", category="pubblico"),
    company("1005", "Dolomia Legno S.r.l.", 105, "021",
            ("Via Stazione 20", "39100", "Bolzano", "BZ"), "dolomialegno",
            sdi="DLM0005", area="Nord-Est", depot="VR", agent="AG2",
            category="industria", phone="0471000105",
            fax="0471000106"),
    company("1006", "Edil Granata di Bianchi e Rossi S.n.c.", 106, "029",
            ("Via Po 12", "45100", "Rovigo", "RO"), "edilgranata",
            area="Nord-Est", depot="PD", agent="AG1", category="edilizia"),
    Party("1007", "Farmacia Santa Lucia della dott.ssa Neri Anna",
          kind="person", vat=vat(9900107, "015"),
          cf=person("NRENNA75D52F205"),
          at=("Corso Sempione 40", "20154", "Milano", "MI"), sdi="FRM0007",
          pec="santalucia@pec.example", email="farmacia@santalucia.example",
          area="Nord-Ovest", depot="VR", agent="AG3", category="dettaglio"),
    company("1008", "Vallescura Energia S.p.A.", 108, "001",
            ("Corso Dante 5", "10126", "Torino", "TO"), "vallescuraenergia",
            cf=vat(9900208, "001"), sdi="VLS0008", area="Nord-Ovest",
            depot="VR", agent="AG3", category="industria",
            phone="0110001008", fax="0110001009"),
    company("1009", "Vallescura Servizi S.r.l.", 108, "001",
            ("Corso Dante 7", "10126", "Torino", "TO"), "vallescuraservizi",
            cf=vat(9900209, "001"), sdi="VLS0009", area="Nord-Ovest",
            depot="VR", agent="AG3", category="industria"),
    company("1010", "Hotel Lido Azzurro S.r.l.", 110, "027",
            ("Lungomare Adriatico 101", "30016", "Jesolo", "VE"),
            "lidoazzurro", area="Nord-Est", depot="PD", agent="AG1",
            category="horeca", seasonal=True, phone="0421000110",
            mobile="3330001010"),
    company("1011", "Impianti Torricella S.r.l.", 111, "036",
            ("Via Emilia 300", "41121", "Modena", "MO"), "torricella",
            sdi="TRR0011", area="Centro", depot="VR", agent="AG2",
            category="edilizia"),
    Party("1012", "Kranzler Maschinenbau GmbH", country="DE",
          vat="999900112", sdi="XXXXXXX", at=("Hafenstrasse 9", "00000",
          "Hamburg", None), email="buchhaltung@kranzler.example",
          language="en", area="Estero", category="industria"),
    company("1013", "Latteria Montevèrde Società Cooperativa", 113, "022",
            ("Località Malga Ca' Nòva", "38122", "Trento", "TN"),
            "latteriamonteverde", sdi="LTT0013", area="Nord-Est",
            depot="VR", agent="AG2", category="industria"),
    Party("1014", "Condominio Via dei Tigli 12", cf=vat(9900114, "028"),
          at=("Via dei Tigli 12", "35132", "Padova", "PD"),
          pec="studio.amministratore@pec.example",
          email="amministratore@tigli12.example", area="Nord-Est",
          depot="PD", agent="AG1", category="privati"),
    Party("1015", "Azienda Sanitaria Valmarina", kind="pa",
          vat=vat(9900115, "026"), cf=vat(9900115, "026"),
          at=("Via Ospedale 2", "31100", "Treviso", "TV"), sdi="UFAS15",
          pec="protocollo@pec.asvalmarina.example",
          email="fornitori@asvalmarina.example", area="Nord-Est",
          depot="PD", category="pubblico"),
    Party("1016", "Pizzeria da Gennaro di Russo Gennaro", kind="person",
          vat=vat(9900116, "028"), cf=person("RSSGNR68P10F839"),
          at=("Via Savonarola 55", "35137", "Padova", "PD"),
          pec="dagennaro@pec.example", email="dagennaro@posta.example",
          mobile="3330001016", area="Nord-Est", depot="PD", agent="AG1",
          category="horeca"),
    company("1017", "Quadrifoglio Arredi S.r.l.", 117, "026",
            ("Via Terraglio 210", "31022", "Preganziol", "TV"),
            "quadrifoglio", sdi="QDR0017", area="Nord-Est", depot="PD",
            agent="AG1", category="dettaglio"),
    company("1018", "Serramenti Uliveto S.r.l.", 118, "017",
            ("Via Industriale 6", "25030", "Brescia", "BS"), "uliveto",
            sdi="LVT0018", area="Nord-Ovest", depot="VR", agent="AG3",
            category="edilizia"),
    company("1019", "Trasporti Zeferino S.r.l.", 119, "037",
            ("Via Interporto 44", "40010", "Bentivoglio", "BO"),
            "zeferino", sdi="ZFR0019", area="Centro", depot="VR",
            agent="AG2", category="industria"),
    company("1020", "Vivai Acquachiara Società Agricola", 120, "047",
            ("Via Bonellina 150", "51100", "Pistoia", "PT"), "acquachiara",
            sdi="CQC0020", area="Centro", depot="VR", agent="AG2",
            category="dettaglio", seasonal=True),
    Party("1021", "Harbor Tools Inc.", country="US", vat="990021021",
          sdi="XXXXXXX", at=("12 Pier Road", "00000", "Portland", None),
          email="payables@harbortools.example", language="en",
          area="Estero", category="industria"),
    company("1022", "Utensileria Novecento S.r.l.", 122, "015",
            ("Via Mecenate 76", "20138", "Milano", "MI"), "novecento",
            sdi="NVC0022", area="Nord-Ovest", depot="VR", agent="AG3",
            category="dettaglio"),
    company("1023", "Pastificio Sant'Elmo S.p.A.", 123, "063",
            ("Via Marina 9", "80133", "Napoli", "NA"), "santelmo",
            sdi="PST0023", area="Centro", depot="VR", agent="AG3",
            category="industria", phone="0810001023", fax="0810001024"),
    company("1024", "Cantina Colle dei Frati S.S. Agricola", 124, "023",
            ("Strada del Vino 18", "37029", "San Pietro in Cariano", "VR"),
            "colledeifrati", sdi="CNT0024", area="Nord-Est", depot="VR",
            agent="AG2", category="industria", seasonal=True),
]
BY_CODE = {p.code: p for p in DEBTORS}

# Who sells to us, for the one invoice of ours that is no receivable.
SUPPLIER = Party("9001", "Alpenwerk Handels GmbH", country="AT",
                 vat="U99990001", at=("Ringstrasse 1", "00000", "Wien", None))
