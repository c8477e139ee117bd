#include "cr/list.h"

#include <stdio.h>
#include <string.h>

#include "cr/channel.h"
#include "cr/cr.h"
#include "cr/received.h"
#include "cr/str.h"

#define DAYS_MAX 100000		/* of a band: what is beyond is a slip */

void
cr_list_init(struct cr *cr, struct cr_list *l)
{
	*l = (struct cr_list){ .query = { .seasonal = -1 } };
	l->query.as_of.day = cr->today;
	cr_arena_init(&l->arena);
}

void
cr_list_release(struct cr_list *l)
{
	cr_arena_release(&l->arena);
}

static int
ask_words(struct cr_list *l, struct cr_words *w, const char *value)
{
	const char *s, **v;
	size_t n, many = 1;

	for (s = value; *s != '\0'; s++)
		many += *s == ',';
	v = cr_arena_alloc(&l->arena, (w->n + many) * sizeof(*v));
	if (w->n > 0)
		memcpy(v, w->v, w->n * sizeof(*v));
	for (s = value;; s += n + 1) {
		n = strcspn(s, ",");
		v[w->n++] = cr_arena_strndup(&l->arena, s, n);
		if (s[n] == '\0')
			break;
	}
	w->v = v;
	return CR_OK;
}

static int
ask_day(struct cr *cr, struct cr_query_bound *b, const char *name,
    const char *value)
{
	struct cr_date d = cr->today;
	size_t n = strlen(value);

	if (strcmp(value, "today") != 0 &&
	    !cr_date_parse(value, n, CR_DATE_ISO, &d) &&
	    !cr_date_parse(value, n, CR_DATE_DMY, &d))
		return cr_fail(cr, CR_EUSAGE, "--%s: \"%s\" is not a day",
		    name, value);
	b->set = true;
	b->v = d.days;
	return CR_OK;
}

/* Cents behind a point or a comma; no groups, so that 1.000 is refused. */
static int
ask_amount(struct cr *cr, struct cr_query_bound *b, const char *name,
    const char *value)
{
	struct cr_money_style style = { .mark = '.' };
	struct cr_money m;
	const char *mark = strpbrk(value, ".,");

	if (mark != NULL)
		style.mark = *mark;
	if ((mark != NULL && strlen(mark) > 3) ||
	    !cr_money_parse(value, strlen(value), &style, &m))
		return cr_fail(cr, CR_EUSAGE, "--%s: \"%s\" is not an "
		    "amount (1234,56)", name, value);
	b->set = true;
	b->v = m.cents;
	return CR_OK;
}

static bool
days(struct cr_query_bound *b, const char *s, size_t n)
{
	b->set = n > 0;
	return n == 0 || (cr_parse_int(s, n, &b->v) && b->v <= DAYS_MAX &&
	    b->v >= -DAYS_MAX);
}

/* N, N..M, N.. or ..M, which begins with 1, since it is late days */
static int
ask_band(struct cr *cr, struct cr_query *q, const char *name,
    const char *value)
{
	const char *dots = strstr(value, "..");
	size_t n = dots != NULL ? (size_t)(dots - value) : strlen(value);

	q->late_to.set = false;
	if (!days(&q->late_from, value, n) ||
	    (dots != NULL && !days(&q->late_to, dots + 2, strlen(dots + 2))) ||
	    (!q->late_from.set && !q->late_to.set))
		return cr_fail(cr, CR_EUSAGE, "--%s: \"%s\" is no band of "
		    "days (30 or 30..60)", name, value);
	if (!q->late_from.set)
		q->late_from = (struct cr_query_bound){ true, 1 };
	if (q->late_to.set && q->late_from.v > q->late_to.v)
		return cr_fail(cr, CR_EUSAGE, "--%s: \"%s\" ends before it "
		    "begins", name, value);
	return CR_OK;
}

static int
ask_yes_no(struct cr *cr, int *to, const char *name, const char *value)
{
	*to = strcmp(value, "yes") == 0;
	if (!*to && strcmp(value, "no") != 0)
		return cr_fail(cr, CR_EUSAGE, "--%s: \"%s\" is neither yes "
		    "nor no", name, value);
	return CR_OK;
}

/* Is each of the words between commas one that IS_ONE takes? */
static int
check_words(struct cr *cr, const char *name, const char *value,
    bool (*is_one)(const char *word))
{
	char word[32];
	size_t n;

	for (;; value += n + 1) {
		n = strcspn(value, ",");
		snprintf(word, sizeof(word), "%.*s", (int)n, value);
		if (!is_one(word))
			return cr_fail(cr, CR_EUSAGE, "--%s: \"%s\" is none "
			    "there is", name, word);
		if (value[n] == '\0')
			return CR_OK;
	}
}

static bool
is_channel(const char *word)
{
	enum cr_channel c;

	return cr_channel_parse(word, &c);
}

static bool
is_state(const char *word)
{
	static const char *const states[] = { "prepared", "sending", "sent",
	    "delivered", "failed", "unknown" };
	size_t i;

	for (i = 0; i < sizeof(states) / sizeof(states[0]); i++)
		if (strcmp(states[i], word) == 0)
			return true;
	return false;
}

static int
ask_channels(struct cr *cr, struct cr_list *l, const char *value)
{
	l->channels = value;
	return check_words(cr, "channel", value, is_channel);
}

static int
ask_states(struct cr *cr, struct cr_list *l, const char *value)
{
	l->states = value;
	return check_words(cr, "state", value, is_state);
}

/* The list of words that NAME adds to, or NULL. */
static struct cr_words *
words_of(struct cr_query *q, const char *name)
{
	const struct {
		const char *name;
		struct cr_words *words;
	} lists[] = {
		{ "agent", &q->agent }, { "area", &q->area },
		{ "category", &q->category }, { "class", &q->class },
		{ "creditor", &q->creditor },
		{ "debtor", &q->debtor }, { "depot", &q->depot },
		{ "method", &q->method },
	};
	size_t i;

	for (i = 0; i < sizeof(lists) / sizeof(lists[0]); i++)
		if (strcmp(lists[i].name, name) == 0)
			return lists[i].words;
	return NULL;
}

static int
ask_value(struct cr *cr, struct cr_list *l, const char *name,
    const char *value)
{
	struct cr_query *q = &l->query;
	struct cr_query_bound day;
	struct cr_words *words = words_of(q, name);
	int err;

	if (words != NULL)
		return ask_words(l, words, value);
	if (strcmp(name, "overdue") == 0)
		return ask_band(cr, q, name, value);
	if (strcmp(name, "due-after") == 0)
		return ask_day(cr, &q->due_after, name, value);
	if (strcmp(name, "due-before") == 0)
		return ask_day(cr, &q->due_before, name, value);
	if (strcmp(name, "since") == 0)
		return ask_day(cr, &q->since, name, value);
	if (strcmp(name, "until") == 0)
		return ask_day(cr, &q->until, name, value);
	if (strcmp(name, "min") == 0)
		return ask_amount(cr, &q->min, name, value);
	if (strcmp(name, "max") == 0)
		return ask_amount(cr, &q->max, name, value);
	if (strcmp(name, "seasonal") == 0)
		return ask_yes_no(cr, &q->seasonal, name, value);
	if (strcmp(name, "as-of") == 0) {
		if ((err = ask_day(cr, &day, name, value)) == CR_OK)
			q->as_of.day.days = (int32_t)day.v;
		return err;
	}
	value = cr_arena_strdup(&l->arena, value);
	if (strcmp(name, "channel") == 0)
		return ask_channels(cr, l, value);
	if (strcmp(name, "state") == 0)
		return ask_states(cr, l, value);
	if (strcmp(name, "name") == 0)
		q->name = value;
	else
		q->text = value;
	return CR_OK;
}

static enum cr_fact_kind
fact_kind(const char *name)
{
	static const struct {
		const char *name;
		enum cr_fact_kind kind;
	} kinds[] = {
		{ "adverse", CR_FACT_ADVERSE },
		{ "assets", CR_FACT_ASSETS },
		{ "balance-sheets", CR_FACT_SHEETS },
		{ "contacts", CR_FACT_CONTACTS },
		{ "orders", CR_FACT_COMMITMENTS },
		{ "plafonds", CR_FACT_PLAFONDS },
		{ "scores", CR_FACT_SCORES },
	};
	size_t i;

	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (strcmp(kinds[i].name, name) == 0)
			return kinds[i].kind;
	return CR_FACT_NONE;
}

/* Does the word NAME narrow the items that are chosen? */
static bool
narrows(const char *name)
{
	static const char *const also[] = {
		"accounts", "all", "as-of", "bills", "channel", "claims",
		"closed", "messages", "open", "outcomes", "received",
		"restated", "state"
	};
	size_t i;

	if (fact_kind(name) != CR_FACT_NONE)
		return false;

	for (i = 0; i < sizeof(also) / sizeof(also[0]); i++)
		if (strcmp(also[i], name) == 0)
			return false;
	return true;
}

/* What is told of parties is of nothing else. */
static int
fit_facts(struct cr *cr, const struct cr_list *l, const char *name)
{
	enum cr_fact_kind kind = fact_kind(name);

	if (l->filtered || l->claims || l->bills || l->messages ||
	    l->received || l->accounts ||
	    l->query.state == CR_QUERY_CLOSED ||
	    (kind != CR_FACT_NONE && kind != l->facts))
		return cr_fail(cr, CR_EUSAGE, "--balance-sheets, --scores, "
		    "--adverse, --assets, --orders, --plafonds and "
		    "--contacts go with keys of parties, --all, --as-of and "
		    "--restated alone: "
		    "cr-list -o pty ... | cr-list --scores");
	return CR_OK;
}

/* What came back, and accounts, are by themselves. */
static int
fit_alone(struct cr *cr, const struct cr_list *l)
{
	bool other = l->filtered || l->claims || l->bills;

	if (l->received && (other || l->messages || l->accounts))
		return cr_fail(cr, CR_EUSAGE, "--received goes with keys and "
		    "--as-of alone: cr-list ... | cr-list --received");
	if (l->accounts && other)
		return cr_fail(cr, CR_EUSAGE, "--accounts goes with keys of "
		    "creditors and --as-of alone");
	return CR_OK;
}

/* Claims and bills are of keys and of a day: no other word narrows them. */
static int
fit(struct cr *cr, struct cr_list *l, const char *name)
{
	l->filtered |= narrows(name);
	if (l->facts != CR_FACT_NONE)
		return fit_facts(cr, l, name);
	if (l->claims && l->filtered)
		return cr_fail(cr, CR_EUSAGE, "--claims goes with keys, "
		    "--all and --as-of alone: cr-list ... | cr-list --claims");
	if (l->messages && (l->filtered || l->bills || l->claims ||
	    strcmp(name, "as-of") == 0))
		return cr_fail(cr, CR_EUSAGE, "--messages goes with keys, "
		    "--all, --closed, --state and --channel alone: "
		    "cr-list ... | cr-list --messages");
	if (l->bills && l->filtered)
		return cr_fail(cr, CR_EUSAGE, "--bills and --outcomes go with "
		    "keys, --all, --closed and --as-of alone: cr-list ... | "
		    "cr-list --bills");
	return fit_alone(cr, l);
}

int
cr_list_ask(struct cr *cr, struct cr_list *l, const char *name,
    const char *value)
{
	struct cr_query *q = &l->query;
	int err;

	if (value != NULL)
		return (err = ask_value(cr, l, name, value)) != CR_OK ? err :
		    fit(cr, l, name);
	if (l->facts == CR_FACT_NONE)
		l->facts = fact_kind(name);
	if (strcmp(name, "messages") == 0)
		l->messages = true;
	if (strcmp(name, "received") == 0)
		l->received = true;
	if (strcmp(name, "open") == 0)
		q->state = CR_QUERY_OPEN;
	else if (strcmp(name, "closed") == 0)
		q->state = CR_QUERY_CLOSED;
	else if (strcmp(name, "all") == 0)
		q->state = CR_QUERY_ANY;
	else if (strcmp(name, "restated") == 0)
		q->as_of.restated = true;
	else if (strcmp(name, "debtors") == 0)
		q->debtors = true;
	else if (strcmp(name, "stopped") == 0)
		q->debtors = l->stopped = true;
	else if (strcmp(name, "accounts") == 0)
		l->accounts = true;
	else if (strcmp(name, "claims") == 0)
		l->claims = true;
	else if (strcmp(name, "bills") == 0)
		l->bills = true;
	else if (strcmp(name, "outcomes") == 0)
		l->bills = l->outcomes = true;
	else if (strcmp(name, "entries") == 0)
		q->entries = true;
	else if (strcmp(name, "unallocated") == 0)
		q->entries = q->unallocated = true;
	return fit(cr, l, name);
}

const char *
cr_list_columns(struct cr_list *l, const char *columns)
{
	size_t n = columns != NULL ? strcspn(columns, ",") : 0;

	if (n != 3 || strncmp(columns, "pty", n) != 0)
		return columns;
	l->query.debtors = true;
	return cr_arena_printf(&l->arena, "party%s", columns + n);
}

int
cr_list_check(struct cr *cr, const struct cr_list *l)
{
	const struct cr_query *q = &l->query;

	if (!q->entries && (q->since.set || q->until.set))
		return cr_fail(cr, CR_EUSAGE, "--since and --until need "
		    "--entries");
	if (!l->messages && (l->states != NULL || l->channels != NULL))
		return cr_fail(cr, CR_EUSAGE, "--state and --channel need "
		    "--messages");
	if (l->stopped && q->state != CR_QUERY_OPEN)
		return cr_fail(cr, CR_EUSAGE, "--stopped is about open items");
	if (q->entries && (q->debtors || q->state != CR_QUERY_OPEN ||
	    q->late_from.set || q->late_to.set || q->due_after.set ||
	    q->due_before.set || q->method.n > 0))
		return cr_fail(cr, CR_EUSAGE, "--entries: money that came in "
		    "is neither open, closed, due nor paid by a method, and "
		    "excludes --debtors");
	return CR_OK;
}

int
cr_list_each(struct cr *cr, const struct cr_list *l,
    int (*each)(void *ctx, struct cr_stmt *row), void *ctx)
{
	if (l->stopped)
		return cr_list_stopped(cr, &l->query, each, ctx);
	if (l->received)
		return cr_received_each(cr, &l->query.as_of, l->query.keyed ?
		    l->query.keys : NULL, l->query.nkeys, each, ctx);
	if (l->messages)
		return cr_message_list_each(cr, &l->query, l->states,
		    l->channels, each, ctx);
	if (l->accounts)
		return cr_account_list_each(cr, &l->query, each, ctx);
	return l->bills ? cr_bill_list_each(cr, &l->query, l->outcomes, each,
	    ctx) : cr_query_each(cr, &l->query, each, ctx);
}
