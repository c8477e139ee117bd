#include "cr/doc.h"

#include <string.h>

#include "change.h"
#include "cr/cr.h"
#include "cr/db.h"

int
cr_item_add(struct cr *cr, const struct cr_item *i)
{
#define INTO "INSERT INTO item (id, doc, due, due_source, amount_cents, " \
	    "method, iban, code, payee, note, run, instalment) "
	static const struct cr_insert insert = {
		INTO "VALUES (:id, :doc, :due, :due_source, :amount, :method, "
		    ":iban, :code, :payee, :note, :run, :instalment)",
		INTO, 12, NULL, 0,
	};
#undef INTO
	struct cr_stmt *st = cr_insert(cr, &insert);

	cr_put_int(st, 1, i->id);
	cr_put_int(st, 2, i->id / CR_ITEMS);
	cr_put_int(st, 3, i->due.days);
	cr_put_text(st, 4, i->due_source, -1);
	cr_put_int(st, 5, i->amount.cents);
	cr_put_text(st, 6, i->method, -1);
	cr_put_text(st, 7, i->iban, -1);
	cr_put_text(st, 8, i->code, -1);
	cr_put_text(st, 9, i->payee, -1);
	cr_put_text(st, 10, i->note, -1);
	cr_put_int(st, 11, cr->run);
	if (i->instalment != 0)
		cr_put_int(st, 12, i->instalment);
	return cr_insert_row(cr, st, NULL);
}

/* What may change of an item, and how. */
static const struct field {
	const char *name, *update;
} fields[] = {
#define FIELD(f) { #f, "UPDATE item SET " #f " = :value WHERE id = :item" }
	FIELD(due), FIELD(due_source), FIELD(amount_cents), FIELD(method),
	FIELD(iban), FIELD(code), FIELD(payee), FIELD(note),
#undef FIELD
};

int
cr_item_restore(struct cr *cr, int64_t item, const char *field,
    const char *value)
{
	struct cr_stmt *st;
	size_t i;

	for (i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		if (strcmp(fields[i].name, field) != 0)
			continue;
		st = cr_sql(cr, fields[i].update);
		cr_bind_text(st, ":value", value);
		cr_bind_int(st, ":item", item);
		return cr_exec(cr, st);
	}
	return cr_fail(cr, CR_ESYSTEM, "an item has no field \"%s\"", field);
}

int
cr_item_change(struct cr *cr, int64_t item, const char *field,
    const char *was, const char *is)
{
	int err = cr_item_restore(cr, item, field, is);

	if (err == CR_OK)
		err = cr_change_add(cr, item, 0, field, was, is);
	return err;
}
