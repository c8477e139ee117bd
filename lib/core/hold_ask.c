#include "cr/hold_act.h"

#include <string.h>

#include "cr/cr.h"
#include "cr/str.h"

void
cr_hold_job_init(struct cr *cr, struct cr_hold_job *j)
{
	*j = (struct cr_hold_job){ .end = CR_DATE_NONE,
		.filter = { .day = cr->today } };
	j->ask.hold.from = cr->today;
	j->ask.hold.until = CR_DATE_NONE;
	j->ask.tolerance = CR_PROMISE_TOLERANCE;
}

static int
ask_day(struct cr *cr, const char *name, const char *value,
    struct cr_date *to)
{
	size_t n = strlen(value);

	if (strcmp(value, "today") == 0) {
		*to = cr->today;
		return CR_OK;
	}
	return cr_date_parse(value, n, CR_DATE_ISO, to) ||
	    cr_date_parse(value, n, CR_DATE_DMY, to) ? CR_OK :
	    cr_fail(cr, CR_EUSAGE, "--%s: \"%s\" is not a day", name, value);
}

static int
ask_money(struct cr *cr, const char *name, const char *value,
    struct cr_money *to)
{
	return cr_money_parse_xml(value, to) && to->cents > 0 ? CR_OK :
	    cr_fail(cr, CR_EUSAGE, "--%s: \"%s\" is no positive amount (as "
	    "in 1234.56)", name, value);
}

/* Take a list of words; FIND tells the number of one, or fails. */
static int
ask_words(const char *value, int (*find)(const char *word), unsigned *bits)
{
	char word[32];
	size_t n;
	int k;

	for (;; value += n + 1) {
		n = strcspn(value, ",");
		if (n >= sizeof(word))
			return CR_EUSAGE;
		memcpy(word, value, n);
		word[n] = '\0';
		if ((k = find(word)) < 0)
			return CR_EUSAGE;
		*bits |= 1U << k;
		if (value[n] == '\0')
			return CR_OK;
	}
}

static int
find_kind(const char *word)
{
	enum cr_hold_kind kind;

	return cr_hold_parse(word, &kind) ? (int)kind : -1;
}

static int
find_code(const char *word)
{
	enum cr_hold_code code;

	return cr_hold_code_parse(word, &code) ? (int)code : -1;
}

static int
find_state(const char *word)
{
	int i;

	for (i = 0; i < CR_HOLD_STATES; i++)
		if (strcmp(word, cr_hold_state_word(
		    (enum cr_hold_state)i)) == 0)
			return i;
	return -1;
}

static int
find_promise(const char *word)
{
	enum cr_promise_state state;

	return cr_promise_parse(word, &state) ? (int)state : -1;
}

static int
ask_kinds(struct cr *cr, struct cr_hold_job *j, const char *value)
{
	return ask_words(value, find_kind, &j->filter.kinds) == CR_OK ?
	    CR_OK : cr_fail(cr, CR_EUSAGE, "--kind: \"%s\" is none of block, "
	    "dispute, promise, plan, assigned, ceded, payment, insolvency "
	    "and procedure", value);
}

static int
ask_codes(struct cr *cr, struct cr_hold_job *j, const char *value)
{
	return ask_words(value, find_code, &j->filter.codes) == CR_OK ?
	    CR_OK : cr_fail(cr, CR_EUSAGE, "--code: \"%s\" is none of goods, "
	    "price, quantity, delivery, terms, duplicate, paid, returned, "
	    "liquidity, agreement, legal, request and other", value);
}

static int
ask_tolerance(struct cr *cr, struct cr_hold_job *j, const char *value)
{
	int64_t n;

	if (!cr_parse_int(value, strlen(value), &n) || n < 0 ||
	    n > CR_PROMISE_TOLERANCE_MAX)
		return cr_fail(cr, CR_EUSAGE, "--tolerance: from 0 to %d days",
		    CR_PROMISE_TOLERANCE_MAX);
	j->ask.tolerance = (int32_t)n;
	return CR_OK;
}

static int
choose(struct cr *cr, struct cr_hold_job *j, enum cr_hold_mode mode)
{
	if (j->chosen && j->mode != mode)
		return cr_fail(cr, CR_EUSAGE, "--end, --import, --lift, --list "
		    "and --promises exclude each other");
	j->mode = mode;
	j->chosen = true;
	return CR_OK;
}

/* What is no list, no day and no amount. */
static int
ask_text(struct cr *cr, struct cr_hold_job *j, const char *name,
    const char *value)
{
	struct cr_hold *h = &j->ask.hold;

	if (strcmp(name, "category") == 0)
		j->ask.category = j->filter.category = value;
	else if (strcmp(name, "creditor") == 0)
		j->ask.creditor = j->filter.creditor = value;
	else if (strcmp(name, "currency") == 0)
		h->currency = value;
	else if (strcmp(name, "reason") == 0)
		h->reason = value;
	else if (strcmp(name, "who") == 0)
		h->who = j->filter.who = value;
	else if (strcmp(name, "state") == 0)
		j->states = value;
	else
		j->all = true;
	if (strcmp(name, "currency") == 0 && strlen(value) != 3)
		return cr_fail(cr, CR_EUSAGE, "--currency: \"%s\" is none, "
		    "as EUR", value);
	return CR_OK;
}

int
cr_hold_job_ask(struct cr *cr, struct cr_hold_job *j, const char *name,
    const char *value)
{
	int err;

	if (strcmp(name, "amount") == 0)
		return ask_money(cr, name, value, &j->ask.hold.amount);
	if (strcmp(name, "as-of") == 0)
		return ask_day(cr, name, value, &j->filter.day);
	if (strcmp(name, "code") == 0)
		return ask_codes(cr, j, value);
	if (strcmp(name, "end") == 0)
		return (err = choose(cr, j, CR_HOLD_MODE_MOVE)) != CR_OK ?
		    err : ask_day(cr, name, value, &j->end);
	if (strcmp(name, "from") == 0)
		return ask_day(cr, name, value, &j->ask.hold.from);
	if (strcmp(name, "import") == 0) {
		j->import = value;
		return choose(cr, j, CR_HOLD_MODE_IMPORT);
	}
	if (strcmp(name, "kind") == 0)
		return ask_kinds(cr, j, value);
	if (strcmp(name, "lift") == 0)
		return choose(cr, j, CR_HOLD_MODE_LIFT);
	if (strcmp(name, "list") == 0)
		return choose(cr, j, CR_HOLD_MODE_LIST);
	if (strcmp(name, "promised") == 0)
		return ask_money(cr, name, value, &j->ask.promised);
	if (strcmp(name, "promises") == 0)
		return choose(cr, j, CR_HOLD_MODE_PROMISES);
	if (strcmp(name, "tolerance") == 0)
		return ask_tolerance(cr, j, value);
	if (strcmp(name, "until") == 0)
		return ask_day(cr, name, value, &j->ask.hold.until);
	return ask_text(cr, j, name, value);
}

/* The one that is set in BITS; -1: none, or several. */
static int
only_one(unsigned bits)
{
	int i = 0;

	if (bits == 0 || (bits & (bits - 1)) != 0)
		return -1;
	while ((bits >> i & 1) == 0)
		i++;
	return i;
}

static int
check_set(struct cr *cr, struct cr_hold_job *j, bool keyed)
{
	const struct cr_hold_ask *a = &j->ask;
	int kind = only_one(j->filter.kinds), code = only_one(j->filter.codes);

	if ((kind < 0 && j->filter.kinds != 0) ||
	    (code < 0 && j->filter.codes != 0))
		return cr_fail(cr, CR_EUSAGE, "a hold is of one kind and for "
		    "one reason");
	if (kind >= 0)
		j->ask.hold.kind = (enum cr_hold_kind)kind;
	if (code >= 0)
		j->ask.hold.code = (enum cr_hold_code)code;
	if (j->mode == CR_HOLD_MODE_IMPORT)
		return CR_OK;
	if (cr_is_empty(a->hold.reason) && code < 0)
		return cr_fail(cr, CR_EUSAGE, "a hold needs a --reason or a "
		    "--code");
	if (a->promised.cents != 0 && a->hold.kind != CR_HOLD_PROMISE)
		return cr_fail(cr, CR_EUSAGE, "--promised is for --kind "
		    "promise");
	return keyed || a->category != NULL ? CR_OK : cr_fail(cr, CR_EUSAGE,
	    "hold what? (item:1001 pty:1 ... or --category)");
}

static int
check_list(struct cr *cr, struct cr_hold_job *j)
{
	bool promises = j->mode == CR_HOLD_MODE_PROMISES;

	if (j->states != NULL)
		return ask_words(j->states, promises ? find_promise :
		    find_state, &j->filter.states) == CR_OK ? CR_OK :
		    promises ? cr_fail(cr, CR_EUSAGE, "--state: \"%s\" is "
		    "none of open, kept, partly, broken and withdrawn",
		    j->states) : cr_fail(cr, CR_EUSAGE, "--state: \"%s\" is "
		    "none of holds, future, ended and lifted", j->states);
	if (!promises && !j->all)
		j->filter.states = 1U << CR_HOLD_HOLDS;
	return CR_OK;
}

int
cr_hold_job_check(struct cr *cr, struct cr_hold_job *j, bool keyed)
{
	if (!j->chosen && j->filter.kinds != 0)
		j->mode = CR_HOLD_MODE_SET;
	switch (j->mode) {
	case CR_HOLD_MODE_SET:
	case CR_HOLD_MODE_IMPORT:
		return check_set(cr, j, keyed);
	case CR_HOLD_MODE_LIFT:
	case CR_HOLD_MODE_MOVE:
		return keyed ? CR_OK : cr_fail(cr, CR_EUSAGE, "which holds? "
		    "(hold:1 ...)");
	default:
		return check_list(cr, j);
	}
}

int
cr_hold_job_do(struct cr *cr, struct cr_hold_job *j,
    const struct cr_keys *keys, struct cr_hold_printer *p)
{
	j->filter.keys = keys;
	p->day = j->filter.day;
	switch (j->mode) {
	case CR_HOLD_MODE_SET:
		return cr_hold_act_set(cr, keys, &j->ask, cr_hold_put, p);
	case CR_HOLD_MODE_LIFT:
		return cr_hold_act_lift(cr, keys, cr_hold_put, p);
	case CR_HOLD_MODE_MOVE:
		return cr_hold_act_move(cr, keys, j->end, j->ask.tolerance,
		    cr_hold_put, p);
	case CR_HOLD_MODE_IMPORT:
		return cr_hold_import(cr, j->import, &j->ask, cr_hold_put, p);
	case CR_HOLD_MODE_PROMISES:
		return cr_hold_promises(cr, &j->filter, cr_promise_put, p);
	default:
		return cr_hold_list(cr, &j->filter, cr_hold_put, p);
	}
}
