/*
 * A file for look-ups and a register's answer, one behind the other with a
 * NUL between: what can be read can be told, and no fact holds what cannot
 * be shown, or more money than a record may.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cr/arena.h"
#include "cr/cr.h"
#include "cr/json.h"
#include "cr/looked.h"
#include "cr/str.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must(bool ok)
{
	if (!ok)
		abort();
}

static void
check_text(const char *s)
{
	if (s == NULL)
		return;
	must(*s != '\0' && cr_is_utf8(s, strlen(s)));
	for (; *s != '\0'; s++)
		must((unsigned char)*s >= ' ');
}

static void
check(const struct cr_looked_fact *f)
{
	const struct cr_rec_party *p = &f->record.u.party;
	const struct cr_rec_plafond *l = &f->record.u.plafond;

	if (f->note != NULL) {
		check_text(f->value);
	} else if (f->record.type == CR_RECORD_PARTY) {
		check_text(p->name);
		check_text(p->pec);
	} else if (f->record.type == CR_RECORD_PLAFOND) {
		check_text(l->provider);
		must(l->covered_bp >= -1 && l->covered_bp <= 10000);
		must(!l->amount.set || cr_money_abs(l->amount.v).cents <=
		    CR_MONEY_MAX_CENTS);
	}
}

/* What is JSON to the exact reader is JSON to the other one as well. */
static void
compare(struct cr *cr, const char *s, size_t n)
{
	struct cr_json *exact = NULL, *plain = NULL;

	if (cr_json_parse(cr, s, n, &plain) == CR_OK)
		must(cr_json_parse_exact(cr, s, n, &exact) == CR_OK);
	if (plain != NULL)
		cr_json_free(plain);
	if (exact != NULL)
		cr_json_free(exact);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct cr cr;
	struct cr_looked_facts facts = { .v = NULL };
	struct cr_looker *l;
	struct cr_arena a;
	const char *text = (const char *)data;
	const char *end = size > 0 ? memchr(data, '\0', size) : NULL;
	size_t n = end != NULL ? (size_t)(end - text) : size, i;

	if (cr.tool == NULL)
		cr_init(&cr, "fuzz");
	/* An expression of the file's own may take its time. */
	if (n > 8192 || size - n > 8192)
		return 0;
	if (end != NULL)
		compare(&cr, end + 1, size - n - 1);
	if (cr_looker_parse(&cr, "fuzz", text, n, &l) != CR_OK)
		return 0;
	cr_arena_init(&a);
	if (end != NULL)
		must(cr_looker_read(l, &cr, &a, "fuzz", end + 1, size - n - 1,
		    &facts) == CR_OK);
	must(facts.n <= CR_LOOKED_MAX_FACTS);
	for (i = 0; i < facts.n; i++)
		check(&facts.v[i]);
	free(facts.v);
	cr_arena_release(&a);
	cr_looker_close(l);
	return 0;
}
