/*
 * xlsx-floor: the least a C program with libxlsxwriter has to do for the
 * workbook that cr-export makes: the same cells, in constant memory.
 *
 *	xlsx-floor ROWS FILE	writes the workbook
 *	xlsx-floor ROWS		prints the same records as TSV, for cr-export
 *
 * 15 columns: a key, eight texts and codes, two dates, three amounts, a
 * number. They are made up on the way, which costs next to nothing.
 */
#include <stdio.h>
#include <stdlib.h>
#include <xlsxwriter.h>

#include "cr/date.h"

enum { COLUMNS = 15, TEXTS = 9, DATES = 11, AMOUNTS = 14, WIDTH = 64 };
static const char *const names[COLUMNS] = { "item", "code", "vat", "name",
    "number", "city", "area", "agent", "note", "date", "due", "amount_cents",
    "open_cents", "paid_cents", "days" };
static const char *const cities[] = { "Milano", "Torino", "Reggio Emilia",
    "Bari", "Verona", "Cagliari", "Ancona", "Catania" };
static const char *const areas[] = { "NORD", "CENTRO", "SUD", "ISOLE" };

struct row {
	char text[TEXTS][WIDTH];
	int days[DATES - TEXTS];
	long long cents[AMOUNTS - DATES];
	int late;
};

static void
make(struct row *r, unsigned i)
{
	unsigned debtor = i * 2654435761u % 5000;

	snprintf(r->text[0], WIDTH, "item:%u001", i + 1);
	snprintf(r->text[1], WIDTH, "C%07u", debtor);
	snprintf(r->text[2], WIDTH, "%011u", debtor * 7919u);
	snprintf(r->text[3], WIDTH, "Distribuzione %s & Figli %u S.r.l.",
	    cities[debtor % 8], debtor);
	snprintf(r->text[4], WIDTH, "FV2026/%08u", i);
	snprintf(r->text[5], WIDTH, "%s", cities[i % 8]);
	snprintf(r->text[6], WIDTH, "%s", areas[i % 4]);
	snprintf(r->text[7], WIDTH, "AG%03u", i % 60);
	snprintf(r->text[8], WIDTH, "consegna %u del mese", i % 31);
	r->days[0] = 20000 + (int)(i % 700);
	r->days[1] = r->days[0] + 60;
	r->cents[0] = 1000 + i * 7919ll % 9000000;
	r->cents[1] = r->cents[0] / (i % 3 + 1);
	r->cents[2] = r->cents[0] - r->cents[1];
	r->late = 20726 - r->days[1];
}

static void
print(unsigned rows)
{
	struct row r;
	char date[CR_DATE_SIZE];
	unsigned i;
	int c;

	for (c = 0; c < COLUMNS; c++)
		printf("%c%s", c == 0 ? '#' : '\t', names[c]);
	putchar('\n');
	for (i = 0; i < rows; i++) {
		make(&r, i);
		for (c = 0; c < TEXTS; c++)
			printf("%s\t", r.text[c]);
		for (c = 0; c < DATES - TEXTS; c++)
			printf("%s\t", cr_date_iso((struct cr_date){
			    r.days[c] }, date));
		for (c = 0; c < AMOUNTS - DATES; c++)
			printf("%lld\t", r.cents[c]);
		printf("%d\n", r.late);
	}
}

static int
write_book(unsigned rows, const char *path)
{
	lxw_workbook_options options = { .constant_memory = LXW_TRUE };
	lxw_workbook *w = workbook_new_opt(path, &options);
	lxw_worksheet *s = workbook_add_worksheet(w, NULL);
	lxw_format *date = workbook_add_format(w);
	lxw_format *money = workbook_add_format(w);
	struct row r;
	unsigned i;
	int c;

	format_set_num_format(date, "dd/mm/yyyy");
	format_set_num_format(money, "#,##0.00");
	for (c = 0; c < COLUMNS; c++)
		worksheet_write_string(s, 0, (lxw_col_t)c, names[c], NULL);
	for (i = 0; i < rows; i++) {
		make(&r, i);
		for (c = 0; c < TEXTS; c++)
			worksheet_write_string(s, i + 1, (lxw_col_t)c,
			    r.text[c], NULL);
		for (; c < DATES; c++)
			worksheet_write_number(s, i + 1, (lxw_col_t)c,
			    r.days[c - TEXTS] + 25569, date);
		for (; c < AMOUNTS; c++)
			worksheet_write_number(s, i + 1, (lxw_col_t)c,
			    (double)r.cents[c - DATES] / 100, money);
		worksheet_write_number(s, i + 1, (lxw_col_t)c, r.late, NULL);
	}
	return workbook_close(w) == LXW_NO_ERROR ? 0 : 3;
}

int
main(int argc, char **argv)
{
	unsigned rows;

	if (argc < 2)
		return 2;
	rows = (unsigned)strtoul(argv[1], NULL, 10);
	if (argc > 2)
		return write_book(rows, argv[2]);
	print(rows);
	return 0;
}
