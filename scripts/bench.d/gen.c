/*
 * gen: invented receivables to measure with, the same bytes every time.
 *
 *	gen csv N DIR	parties.csv items.csv payments.csv: N items of N/20
 *			debtors, issued in the year before 2026-09-30, and
 *			about 0.7 N payments; ; , and dd/mm/yyyy, UTF-8
 *	gen fpa N DIR	N electronic invoices (FPR12), a thousand a folder
 *
 * Every field is a hash of the row and of what it is for. Few debtors have
 * many items and many have few; most items are paid around their due date,
 * some in two parts, some by a RiBa that comes back, some never.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cr/buf.h"
#include "cr/date.h"
#include "cr/money.h"

#define TODAY 20726		/* 2026-09-30 */
#define YEAR 365
#define PER_DEBTOR 20		/* items, on average */
#define PER_FOLDER 1000		/* files */
#define FLUSH ((size_t)1 << 20)

enum what { W_DEBTOR, W_SKEW, W_ISSUE, W_TERM, W_AMOUNT, W_FATE, W_DELAY,
    W_NAME, W_PLACE, W_LINES, W_LINE };

/* A number for field WHAT of ROW: a 64-bit mix, each bit from every bit. */
static uint64_t
hash(uint64_t row, unsigned what)
{
	uint64_t x = (row + 1) * 0x9e3779b97f4a7c15u + what * 0xda942042e4dd58b5u;

	x = (x ^ x >> 32) * 0xd6e8feb86659fd93u;
	x = (x ^ x >> 29) * 0xd6e8feb86659fd93u;
	return x ^ x >> 32;
}

static uint64_t
pick(uint64_t row, unsigned what, uint64_t n)
{
	return hash(row, what) % n;
}

static const char *const words[] = { "Alba", "Brenta", "Castello", "Delfino",
    "Etruria", "Fontana", "Ginestra", "Isola", "Laguna", "Moderna", "Nuova",
    "Olivo", "Pineta", "Quercia", "Riviera", "Sirio" };
static const char *const trades[] = { "Caffè", "Forniture", "Trattoria",
    "Alimentari", "Ricevimenti", "Distribuzione", "Panificio", "Enoteca" };
static const char *const forms[] = { "S.r.l.", "S.p.A.", "S.n.c.", "S.a.s." };
static const char *const cities[] = { "Milano", "Torino", "Bologna", "Bari",
    "Verona", "Cagliari", "Ancona", "Catania" };
static const char *const areas[] = { "NORD", "CENTRO", "SUD", "ISOLE" };
#define PICK(v, row, what) v[pick(row, what, sizeof(v) / sizeof(*(v)))]

struct out {
	FILE *file;
	struct cr_buf b;
};

static void
out_open(struct out *o, const char *dir, const char *name)
{
	char path[4096];

	snprintf(path, sizeof(path), "%s/%s", dir, name);
	if ((o->file = fopen(path, "w")) == NULL) {
		perror(path);
		exit(3);
	}
	cr_buf_init(&o->b);
}

static void
out_flush(struct out *o)
{
	if (fwrite(o->b.s, 1, o->b.len, o->file) != o->b.len) {
		perror("gen");
		exit(3);
	}
	cr_buf_clear(&o->b);
}

static void
out_close(struct out *o)
{
	out_flush(o);
	if (fclose(o->file) != 0) {
		perror("gen");
		exit(3);
	}
	cr_buf_release(&o->b);
}

static void
put_day(struct cr_buf *b, int32_t days)
{
	char day[CR_DATE_SIZE];

	cr_buf_adds(b, cr_date_ita((struct cr_date){ days }, day));
}

static void
put_iso(struct cr_buf *b, int32_t days)
{
	char day[CR_DATE_SIZE];

	cr_buf_adds(b, cr_date_iso((struct cr_date){ days }, day));
}

static void
put_cents(struct cr_buf *b, int64_t cents, char mark)
{
	cr_money_format(b, (struct cr_money){ cents }, mark, 0);
}

/* A VAT number with its right check digit. */
static void
put_vat(struct cr_buf *b, uint64_t debtor)
{
	char s[12];
	int i, d, sum = 0;

	snprintf(s, sizeof(s), "%07u%03u", (unsigned)(debtor % 9999991),
	    (unsigned)pick(debtor, W_PLACE, 100) + 1);
	for (i = 0; i < 10; i++) {
		d = s[i] - '0';
		if (i % 2 == 1 && (d *= 2) > 9)
			d -= 9;
		sum += d;
	}
	cr_buf_addf(b, "%s%d", s, (10 - sum % 10) % 10);
}

static void
put_name(struct cr_buf *b, uint64_t debtor, const char *and)
{
	cr_buf_addf(b, "%s %s", PICK(trades, debtor, W_NAME),
	    PICK(words, debtor, W_SKEW));
	if (debtor % 8 == 3)
		cr_buf_addf(b, " %s Figli", and);
	cr_buf_addf(b, " %s", PICK(forms, debtor, W_FATE));
}

/* ---- Items and what became of them ------------------------------------- */

struct item {
	uint64_t debtor;	/* from 1 */
	int32_t issue, due;
	int64_t cents;
};

static struct item
item_of(uint64_t row, uint64_t n)
{
	static const int32_t terms[] = { 0, 30, 30, 30, 60, 60, 90, 120 };
	uint64_t debtors = n / PER_DEBTOR ? n / PER_DEBTOR : 1;
	struct item i;

	/* the product of two draws: the first debtors have most of it */
	i.debtor = pick(row, W_DEBTOR, debtors) *
	    pick(row, W_SKEW, 1000) / 1000 + 1;
	i.issue = TODAY - YEAR + (int32_t)(row * YEAR / n);
	i.due = i.issue + PICK(terms, row, W_TERM);
	i.cents = 1000 + (int64_t)pick(row, W_AMOUNT, 50000);
	if (pick(row, W_AMOUNT + 100, 10) == 0)
		i.cents *= 37;
	return i;
}

struct payment {
	uint64_t row;
	int32_t day;
	int64_t cents;
	const char *kind;
};

/* What was paid of an item to this day; returns how many. */
static size_t
payments_of(uint64_t row, const struct item *i, struct payment p[3])
{
	/* each debtor has its habit, and keeps it within a few days */
	static const int32_t habits[] = { -5, 0, 0, 0, 1, 3, 8, 15, 30, 55 };
	int32_t paid = i->due + PICK(habits, i->debtor, W_DELAY) +
	    (int32_t)pick(row, W_DELAY, 12) - 7;
	uint64_t fate = pick(row, W_FATE, 100);
	size_t n = 0, seen = 0;

	if (paid <= i->issue)
		paid = i->issue + 1;
	if (fate < 25)
		return 0;		/* never */
	if (fate < 29) {		/* came back, and half of them paid */
		p[n++] = (struct payment){ row, i->due, i->cents, "RIB" };
		p[n++] = (struct payment){ row, i->due + 9, -i->cents, "INS" };
		if (fate < 27)
			p[n++] = (struct payment){ row, i->due + 30, i->cents,
			    "BON" };
	} else if (fate < 33) {		/* in two parts */
		p[n++] = (struct payment){ row, paid, i->cents / 2, "BON" };
		p[n++] = (struct payment){ row, paid + 30,
		    i->cents - i->cents / 2, "BON" };
	} else {
		p[n++] = (struct payment){ row, paid, i->cents,
		    fate % 3 ? "BON" : "RIB" };
	}
	while (seen < n && p[seen].day <= TODAY)
		seen++;
	return seen;
}

static void
put_number(struct cr_buf *b, uint64_t row)
{
	cr_buf_addi(b, (int64_t)row + 1);
	cr_buf_adds(b, row % 5 == 0 ? "/A" : "/26");
}

static void
gen_parties(uint64_t n, const char *dir)
{
	struct out o;
	uint64_t d;

	out_open(&o, dir, "parties.csv");
	cr_buf_adds(&o.b, "codice;partita_iva;ragione_sociale;email;deposito;"
	    "agente;area\n");
	for (d = 1; d <= n; d++) {
		cr_buf_addf(&o.b, "C%07u;", (unsigned)d);
		put_vat(&o.b, d);
		cr_buf_adds(&o.b, d % 16 == 5 ? ";\"" : ";");
		put_name(&o.b, d, "&");
		/* one name in sixteen has a separator and quotes */
		cr_buf_addf(&o.b, d % 16 == 5 ? "; \"\"%s\"\"\";" : ";",
		    PICK(cities, d, W_PLACE));
		cr_buf_addf(&o.b, "amministrazione@c%u.example;%s;AG%02u;%s\n",
		    (unsigned)d, PICK(cities, d, W_PLACE),
		    (unsigned)pick(d, W_LINE, 60), PICK(areas, d, W_PLACE));
		if (o.b.len > FLUSH)
			out_flush(&o);
	}
	out_close(&o);
}

static void
gen_items(uint64_t n, const char *dir)
{
	struct out o;
	struct item i;
	uint64_t row;

	out_open(&o, dir, "items.csv");
	cr_buf_adds(&o.b, "codice;numero;data;scadenza;importo\n");
	for (row = 0; row < n; row++) {
		i = item_of(row, n);
		cr_buf_addf(&o.b, "C%07u;", (unsigned)i.debtor);
		put_number(&o.b, row);
		cr_buf_addc(&o.b, ';');
		put_day(&o.b, i.issue);
		cr_buf_addc(&o.b, ';');
		put_day(&o.b, i.due);
		cr_buf_addc(&o.b, ';');
		put_cents(&o.b, i.cents, ',');
		cr_buf_addc(&o.b, '\n');
		if (o.b.len > FLUSH)
			out_flush(&o);
	}
	out_close(&o);
}

static int
by_day(const void *a, const void *b)
{
	const struct payment *x = a, *y = b;

	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	return (x > y) - (x < y);
}

static void
put_payment(struct out *o, const struct payment *p, size_t ref, uint64_t n)
{
	struct item i = item_of(p->row, n);

	cr_buf_addf(&o->b, "P%08zu;C%07u;", ref, (unsigned)i.debtor);
	put_number(&o->b, p->row);
	cr_buf_addc(&o->b, ';');
	put_day(&o->b, p->day);
	cr_buf_addc(&o->b, ';');
	put_cents(&o->b, p->cents, ',');
	cr_buf_addf(&o->b, ";%s\n", p->kind);
	if (o->b.len > FLUSH)
		out_flush(o);
}

/* By date, as a bank tells them. */
static void
gen_payments(uint64_t n, const char *dir)
{
	struct payment *all = calloc(n * 3 + 1, sizeof(*all));
	struct out o;
	struct item i;
	uint64_t row;
	size_t k, np = 0;

	if (all == NULL)
		exit(3);
	for (row = 0; row < n; row++) {
		i = item_of(row, n);
		np += payments_of(row, &i, all + np);
	}
	qsort(all, np, sizeof(*all), by_day);
	out_open(&o, dir, "payments.csv");
	cr_buf_adds(&o.b, "rif;codice;numero;data;importo;tipo\n");
	for (k = 0; k < np; k++)
		put_payment(&o, &all[k], k + 1, n);
	out_close(&o);
	free(all);
}

/* ---- Electronic invoices ----------------------------------------------- */

static void
put_header(struct cr_buf *b, uint64_t row, const struct item *i)
{
	cr_buf_adds(b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<p:FatturaElettronica versione=\"FPR12\" xmlns:p=\""
	    "http://ivaservizi.agenziaentrate.gov.it/docs/xsd/fatture/v1.2"
	    "\">\n<FatturaElettronicaHeader>\n<DatiTrasmissione>\n"
	    "<IdTrasmittente><IdPaese>IT</IdPaese><IdCodice>01234567897"
	    "</IdCodice></IdTrasmittente>\n");
	cr_buf_addf(b, "<ProgressivoInvio>%05u</ProgressivoInvio>\n"
	    "<FormatoTrasmissione>FPR12</FormatoTrasmissione>\n"
	    "<CodiceDestinatario>0000000</CodiceDestinatario>\n"
	    "</DatiTrasmissione>\n", (unsigned)(row % 100000));
	cr_buf_adds(b, "<CedentePrestatore>\n<DatiAnagrafici><IdFiscaleIVA>"
	    "<IdPaese>IT</IdPaese><IdCodice>01234567897</IdCodice>"
	    "</IdFiscaleIVA>\n<Anagrafica><Denominazione>Misure &amp; Pesi "
	    "S.p.A.</Denominazione></Anagrafica>\n<RegimeFiscale>RF01"
	    "</RegimeFiscale></DatiAnagrafici>\n<Sede><Indirizzo>Via Prova 1"
	    "</Indirizzo><CAP>20100</CAP><Comune>Milano</Comune><Provincia>MI"
	    "</Provincia><Nazione>IT</Nazione></Sede>\n</CedentePrestatore>\n"
	    "<CessionarioCommittente>\n<DatiAnagrafici><IdFiscaleIVA><IdPaese>"
	    "IT</IdPaese><IdCodice>");
	put_vat(b, i->debtor);
	cr_buf_adds(b, "</IdCodice></IdFiscaleIVA>\n<Anagrafica>"
	    "<Denominazione>");
	put_name(b, i->debtor, "&amp;");
	cr_buf_addf(b, "</Denominazione></Anagrafica></DatiAnagrafici>\n"
	    "<Sede><Indirizzo>Corso Esempio %u</Indirizzo><CAP>%05u</CAP>"
	    "<Comune>%s</Comune><Nazione>IT</Nazione></Sede>\n"
	    "</CessionarioCommittente>\n</FatturaElettronicaHeader>\n",
	    (unsigned)pick(row, W_PLACE, 200) + 1,
	    (unsigned)pick(row, W_NAME, 89999) + 10000,
	    PICK(cities, i->debtor, W_PLACE));
}

static void
put_tag(struct cr_buf *b, const char *tag, int64_t cents)
{
	cr_buf_addf(b, "<%s>", tag);
	put_cents(b, cents, '.');
	cr_buf_addf(b, "</%s>", tag);
}

/* The lines; returns their sum. */
static int64_t
put_lines(struct cr_buf *b, uint64_t row)
{
	unsigned lines = (unsigned)pick(row, W_LINES, 10) + 1, k;
	int64_t net = 0, quantity, price;

	for (k = 0; k < lines; k++) {
		quantity = (int64_t)pick(row, W_LINE + k, 24) + 1;
		price = (int64_t)pick(row, W_LINE + 50 + k, 9000) + 150;
		net += quantity * price;
		cr_buf_addf(b, "<DettaglioLinee><NumeroLinea>%u</NumeroLinea>"
		    "<Descrizione>Articolo di prova %s n. %u</Descrizione>"
		    "<Quantita>%d.00</Quantita><UnitaMisura>PZ</UnitaMisura>",
		    k + 1, PICK(words, row, W_LINE + k), k, (int)quantity);
		put_tag(b, "PrezzoUnitario", price);
		put_tag(b, "PrezzoTotale", quantity * price);
		cr_buf_adds(b, "<AliquotaIVA>22.00</AliquotaIVA>"
		    "</DettaglioLinee>\n");
	}
	return net;
}

static void
put_instalments(struct cr_buf *b, uint64_t row, const struct item *i,
    int64_t total)
{
	int parts = (int)pick(row, W_FATE, 3) + 1, k;

	cr_buf_addf(b, "<DatiPagamento><CondizioniPagamento>%s"
	    "</CondizioniPagamento>\n", parts > 1 ? "TP01" : "TP02");
	for (k = 0; k < parts; k++) {
		cr_buf_addf(b, "<DettaglioPagamento><ModalitaPagamento>%s"
		    "</ModalitaPagamento><DataScadenzaPagamento>",
		    row % 2 ? "MP05" : "MP12");
		put_iso(b, i->due + 30 * k);
		cr_buf_adds(b, "</DataScadenzaPagamento>");
		put_tag(b, "ImportoPagamento", k < parts - 1 ? total / parts :
		    total - total / parts * (parts - 1));
		cr_buf_adds(b, "<IBAN>IT60X0542811101000000123456</IBAN>"
		    "</DettaglioPagamento>\n");
	}
	cr_buf_adds(b, "</DatiPagamento>\n");
}

static void
put_body(struct cr_buf *b, uint64_t row, const struct item *i)
{
	struct cr_buf lines;
	int64_t net, tax;

	cr_buf_init(&lines);
	net = put_lines(&lines, row);
	tax = (net * 22 + 50) / 100;
	cr_buf_adds(b, "<FatturaElettronicaBody>\n<DatiGenerali>"
	    "<DatiGeneraliDocumento><TipoDocumento>TD01</TipoDocumento>"
	    "<Divisa>EUR</Divisa><Data>");
	put_iso(b, i->issue);
	cr_buf_adds(b, "</Data><Numero>");
	put_number(b, row);
	cr_buf_adds(b, "</Numero>");
	put_tag(b, "ImportoTotaleDocumento", net + tax);
	cr_buf_adds(b, "</DatiGeneraliDocumento></DatiGenerali>\n"
	    "<DatiBeniServizi>\n");
	cr_buf_add(b, lines.s, lines.len);
	cr_buf_adds(b, "<DatiRiepilogo><AliquotaIVA>22.00</AliquotaIVA>");
	put_tag(b, "ImponibileImporto", net);
	put_tag(b, "Imposta", tax);
	cr_buf_adds(b, "<EsigibilitaIVA>I</EsigibilitaIVA></DatiRiepilogo>\n"
	    "</DatiBeniServizi>\n");
	put_instalments(b, row, i, net + tax);
	cr_buf_adds(b, "</FatturaElettronicaBody>\n</p:FatturaElettronica>\n");
	cr_buf_release(&lines);
}

static void
gen_fpa(uint64_t n, const char *dir)
{
	char folder[4096], name[64];
	struct item i;
	struct out o;
	uint64_t row;

	for (row = 0; row < n; row++) {
		snprintf(folder, sizeof(folder), "%s/%03u", dir,
		    (unsigned)(row / PER_FOLDER));
		if (row % PER_FOLDER == 0)
			mkdir(folder, 0777);
		snprintf(name, sizeof(name), "IT01234567897_%05u.xml",
		    (unsigned)row);
		out_open(&o, folder, name);
		i = item_of(row, n);
		put_header(&o.b, row, &i);
		put_body(&o.b, row, &i);
		out_close(&o);
	}
}

int
main(int argc, char **argv)
{
	uint64_t n = argc == 4 ? strtoull(argv[2], NULL, 10) : 0;

	if (n == 0) {
		fputs("usage: gen csv|fpa N DIR\n", stderr);
		return 2;
	}
	mkdir(argv[3], 0777);
	if (strcmp(argv[1], "fpa") == 0) {
		gen_fpa(n, argv[3]);
	} else {
		gen_parties(n / PER_DEBTOR ? n / PER_DEBTOR : 1, argv[3]);
		gen_items(n, argv[3]);
		gen_payments(n, argv[3]);
	}
	return 0;
}
