#include "looked.h"

#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include "cr/arena.h"
#include "cr/config_lookup.h"
#include "cr/cr.h"
#include "cr/json.h"
#include "cr/mem.h"
#include "cr/run.h"
#include "cr/str.h"

#define ARGUMENT_MAX ((size_t)64 * 1024)

/* Look-ups by a program, which is told of the party on its standard input. */

static void
add_member(struct cr_buf *b, const char *name, const char *value)
{
	if (value == NULL)
		return;
	cr_buf_addf(b, ",\"%s\":", name);
	cr_buf_json(b, value);
}

/* The party as a record of cr-records(5), with its key. */
static void
write_party(struct cr_buf *b, const struct cr_looked_party *p)
{
	cr_buf_addf(b, "{\"record\":\"party\",\"party\":\"pty:%lld\"",
	    (long long)p->id);
	add_member(b, "code", p->code);
	add_member(b, "kind", p->kind);
	add_member(b, "name", p->name);
	add_member(b, "country", p->country);
	add_member(b, "vat", p->vat);
	add_member(b, "tax_code", p->tax_code);
	add_member(b, "street", p->street);
	add_member(b, "zip", p->zip);
	add_member(b, "city", p->city);
	add_member(b, "province", p->province);
	cr_buf_adds(b, "}\n");
}

/*
 * Fill the arguments. False, with why in O, when a value that stands first
 * in one would make it an option.
 */
static bool
fill(const struct cr_looker *l, struct cr *cr, const struct cr_values *v,
    struct cr_arena *a, const char **argv, struct cr_looked *o)
{
	struct cr_buf b;
	size_t i;
	bool ok = true;

	cr_buf_init_max(&b, ARGUMENT_MAX);
	for (i = 0; i < l->narguments && ok; i++) {
		cr_buf_clear(&b);
		ok = cr_template_fill(cr, l->argument[i], v, &b) == CR_OK &&
		    (*b.s != '-' || *l->config->command[i] == '-');
		argv[i] = cr_arena_strndup(a, b.s, b.len);
	}
	argv[i] = NULL;
	cr_buf_release(&b);
	if (ok)
		return true;
	cr_looked_say(o, CR_LOOKED_REFUSED, "the argument \"%s\" "
	    "would be taken for an option", l->config->command[i - 1]);
	return false;
}

/* What it means that the program ended with STATUS (sysexits.h). */
static void
judge(const struct cr_looker *l, enum cr_run_end end, int status,
    struct cr_looked *o)
{
	if (end != CR_RUN_EXITED) {
		if (end == CR_RUN_LATE)
			cr_looked_say(o, CR_LOOKED_LATER,
			    "the program did not end in time");
		else
			cr_looked_say(o, CR_LOOKED_LATER,
			    "the program was killed by signal %d", status);
	} else if (status == EX_OK) {
		cr_looked_judge(l, 0, o->answer.full, o);
	} else {
		o->how = status == EX_TEMPFAIL || status == EX_CONFIG ||
		    status == EX_NOPERM || status == EX_UNAVAILABLE ?
		    CR_LOOKED_LATER : CR_LOOKED_REFUSED;
		o->stop = o->how == CR_LOOKED_LATER && status != EX_TEMPFAIL;
		cr_way_quote(o->reason, sizeof(o->reason), o->answer.s,
		    o->answer.len);
		if (o->reason[0] == '\0')
			cr_looked_say(o, o->how, "exit status %d", status);
	}
}

int
cr_looked_command(struct cr_looker *l, struct cr *cr,
    const struct cr_looked_party *p, struct cr_looked *out)
{
	const char *argv[CR_RUN_MAX_ARGUMENTS + 1];
	char day[CR_DATE_SIZE];
	struct cr_buf input;
	struct cr_arena a;
	struct cr_run r = { .argv = argv, .timeout = l->config->timeout,
	    .output = &out->answer, .apart = true };
	enum cr_run_end end;
	int status, err = CR_OK;

	cr_arena_init(&a);
	cr_buf_init(&input);
	write_party(&input, p);
	r.input = input.s;
	r.size = input.len;
	if (fill(l, cr, cr_looked_values(l, &a, p, cr_date_iso(cr->today,
	    day)), &a, argv, out) &&
	    (err = cr_run_program(cr, &r, &end, &status)) == CR_OK)
		judge(l, end, status, out);
	cr_buf_release(&input);
	cr_arena_release(&a);
	return err;
}

/* Notes: each member beside "record" is one. */
static void
add_notes(struct cr_arena *a, const struct cr_json *j,
    struct cr_looked_facts *out)
{
	char text[PROVIDER_TEXT_MAX];
	struct cr_looked_fact *f;
	const struct cr_json *v;
	const char *name;
	void *iter = NULL;

	while (cr_json_next(j, &iter, &name, &v)) {
		if (strcmp(name, "record") == 0 ||
		    !cr_provider_text(v, text, sizeof(text)) ||
		    out->n >= CR_LOOKED_MAX_FACTS)
			continue;
		f = cr_looked_add(out);
		f->note = cr_arena_strdup(a, name);
		f->value = cr_collapse(cr_arena_strdup(a, text));
	}
}

static int
add_record(struct cr *cr, struct cr_arena *a, const char *s, size_t n,
    struct cr_looked_facts *out)
{
	struct cr_json *j = NULL;
	struct cr_record record;
	int err;

	if ((err = cr_json_parse(cr, s, n, &j)) != CR_OK)
		return err;
	if (cr_streq(cr_json_text(cr_json_get(j, "record")), "note")) {
		add_notes(a, j, out);
	} else if ((err = cr_record_about(cr, a, j, &record)) == CR_OK) {
		if (cr_looked_may_tell(record.type))
			cr_looked_add(out)->record = record;
		else
			err = cr_fail(cr, CR_EINPUT, "a look-up cannot tell "
			    "of \"%s\"", cr_record_word(record.type));
	}
	cr_json_free(j);
	return err;
}

int
cr_looked_records(struct cr *cr, struct cr_arena *a, const char *whom,
    const char *answer, size_t size, struct cr_looked_facts *out)
{
	const char *end = answer + size, *next;
	int64_t line = 0;
	size_t n;

	for (; answer < end; answer = next) {
		next = memchr(answer, '\n', (size_t)(end - answer));
		n = (size_t)((next ? next : end) - answer);
		next = next ? next + 1 : end;
		line++;
		while (n > 0 && cr_is_space(answer[n - 1]))
			n--;
		if (n == 0)
			continue;
		if (out->n >= CR_LOOKED_MAX_FACTS)
			return CR_OK;
		if (add_record(cr, a, answer, n, out) != CR_OK)
			cr_refuse(cr, whom, line, "%s", cr_errmsg(cr));
	}
	return CR_OK;
}
