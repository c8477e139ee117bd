#include "cr/limit_act.h"

#include <string.h>

#include "cr/cr.h"
#include "cr/keys.h"
#include "cr/str.h"

void
cr_limit_job_init(struct cr *cr, struct cr_limit_job *j)
{
	*j = (struct cr_limit_job){
		.opts = { .currency = "EUR", .as_of = { .day = cr->today },
		    .since = CR_DATE_NONE },
		.ask = { .currency = "EUR", .from = cr->today,
		    .until = CR_DATE_NONE },
		.filter = { .as_of = { .day = cr->today }, .expiring = -1 },
	};
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

/*
 * "1200", "1200.00" or "1200,00", never with groups: three digits behind a
 * mark are a thousand to some and one to others.
 */
static int
ask_money(struct cr *cr, const char *name, const char *value,
    struct cr_money *to)
{
	size_t whole = strcspn(value, ".,"), n = strlen(value);
	struct cr_money_style style = { .mark = value[whole] == ',' ? ',' :
	    '.' };

	return n - whole <= 3 && cr_money_parse(value, n, &style, to) &&
	    to->cents >= 0 && to->cents <= CR_MONEY_MAX_CENTS ? CR_OK :
	    cr_fail(cr, CR_EUSAGE, "--%s: \"%s\" is no amount (as in "
	    "1200.00 or 1200,00)", name, value);
}

static int
choose(struct cr *cr, struct cr_limit_job *j, enum cr_limit_mode mode)
{
	if (j->chosen && j->mode != mode)
		return cr_fail(cr, CR_EUSAGE, "--approve, --check, --import, "
		    "--list, --refuse, --set and --withdraw exclude each "
		    "other");
	j->mode = mode;
	j->chosen = true;
	return CR_OK;
}

/* A list of states of debtors, and of limits when they are listed. */
static int
ask_states(struct cr *cr, struct cr_limit_job *j, const char *value)
{
	enum cr_limit_state state;
	enum cr_kept_state kept;
	char word[16];
	size_t n;

	for (;; value += n + 1) {
		n = strcspn(value, ",");
		if (n >= sizeof(word))
			n = sizeof(word) - 1;
		memcpy(word, value, n);
		word[n] = '\0';
		if (cr_limit_state_parse(word, &state))
			j->opts.states |= 1U << state;
		else if (cr_kept_parse(word, &kept))
			j->filter.states |= 1U << kept;
		else
			return cr_fail(cr, CR_EUSAGE, "--state: there is no "
			    "state \"%s\"", word);
		if (value[n] == '\0')
			return CR_OK;
	}
}

static int
ask_expiring(struct cr *cr, struct cr_limit_job *j, const char *value)
{
	int64_t n;

	if (!cr_parse_int(value, strlen(value), &n) || n < 0 || n > 36500)
		return cr_fail(cr, CR_EUSAGE, "--expiring: \"%s\" is no "
		    "number of days", value);
	j->filter.expiring = (int32_t)n;
	j->filter.states |= 1U << CR_KEPT_COUNTS | 1U << CR_KEPT_FUTURE;
	return choose(cr, j, CR_LIMIT_MODE_LIST);
}

static int
ask_currency(struct cr *cr, struct cr_limit_job *j, const char *value)
{
	if (strlen(value) != 3)
		return cr_fail(cr, CR_EUSAGE, "--currency: \"%s\" is none, "
		    "as EUR", value);
	j->opts.currency = j->ask.currency = value;
	return CR_OK;
}

/* What is no day, no amount and no list. */
static int
ask_other(struct cr *cr, struct cr_limit_job *j, const char *name,
    const char *value)
{
	if (strcmp(name, "all") == 0)
		j->all = true;
	else if (strcmp(name, "config") == 0)
		j->config = value;
	else if (strcmp(name, "reason") == 0)
		j->ask.reason = value;
	else if (strcmp(name, "restated") == 0)
		j->opts.as_of.restated = j->filter.as_of.restated = true;
	else if (strcmp(name, "rules") == 0)
		j->rules = value;
	else if (strcmp(name, "why") == 0)
		j->why = true;
	else
		return cr_fail(cr, CR_EUSAGE, "there is no --%s", name);
	return CR_OK;
}

static int
ask_act(struct cr *cr, struct cr_limit_job *j, const char *name)
{
	static const struct {
		const char *name;
		enum cr_limit_mode mode;
	} acts[] = {
		{ "approve", CR_LIMIT_MODE_APPROVE },
		{ "check", CR_LIMIT_MODE_CHECK },
		{ "list", CR_LIMIT_MODE_LIST },
		{ "refuse", CR_LIMIT_MODE_REFUSE },
		{ "withdraw", CR_LIMIT_MODE_WITHDRAW },
	};
	size_t i;

	for (i = 0; i < CR_COUNT_OF(acts); i++)
		if (strcmp(acts[i].name, name) == 0)
			return choose(cr, j, acts[i].mode);
	return CR_ENOTFOUND;
}

int
cr_limit_job_ask(struct cr *cr, struct cr_limit_job *j, const char *name,
    const char *value)
{
	int err;

	if ((err = ask_act(cr, j, name)) != CR_ENOTFOUND)
		return err;
	if (strcmp(name, "amount") == 0) {
		j->has_amount = true;
		return ask_money(cr, name, value, &j->opts.order);
	}
	if (strcmp(name, "as-of") == 0) {
		err = ask_day(cr, name, value, &j->opts.as_of.day);
		j->filter.as_of.day = j->opts.as_of.day;
		return err;
	}
	if (strcmp(name, "currency") == 0)
		return ask_currency(cr, j, value);
	if (strcmp(name, "expiring") == 0)
		return ask_expiring(cr, j, value);
	if (strcmp(name, "from") == 0)
		return ask_day(cr, name, value, &j->ask.from);
	if (strcmp(name, "import") == 0) {
		j->import = value;
		return choose(cr, j, CR_LIMIT_MODE_IMPORT);
	}
	if (strcmp(name, "pending") == 0) {
		j->filter.states |= 1U << CR_KEPT_PENDING;
		return choose(cr, j, CR_LIMIT_MODE_LIST);
	}
	if (strcmp(name, "set") == 0)
		return (err = choose(cr, j, CR_LIMIT_MODE_SET)) != CR_OK ?
		    err : ask_money(cr, name, value, &j->ask.amount);
	if (strcmp(name, "since") == 0)
		return ask_day(cr, name, value, &j->opts.since);
	if (strcmp(name, "state") == 0)
		return ask_states(cr, j, value);
	if (strcmp(name, "until") == 0)
		return ask_day(cr, name, value, &j->ask.until);
	return ask_other(cr, j, name, value);
}

static int
check_keys(struct cr *cr, const struct cr_limit_job *j, bool keyed)
{
	switch (j->mode) {
	case CR_LIMIT_MODE_CHECK:
	case CR_LIMIT_MODE_SET:
		return keyed ? CR_OK : cr_fail(cr, CR_EUSAGE, "whose limit? "
		    "(pty:1 ...)");
	case CR_LIMIT_MODE_APPROVE:
	case CR_LIMIT_MODE_REFUSE:
	case CR_LIMIT_MODE_WITHDRAW:
		return keyed ? CR_OK : cr_fail(cr, CR_EUSAGE, "which limits? "
		    "(lim:1 ...)");
	default:
		return CR_OK;
	}
}

/* Options that are for one thing alone. */
static int
check_options(struct cr *cr, const struct cr_limit_job *j)
{
	bool sets = j->mode == CR_LIMIT_MODE_SET ||
	    j->mode == CR_LIMIT_MODE_IMPORT;

	if (j->has_amount && j->mode != CR_LIMIT_MODE_CHECK)
		return cr_fail(cr, CR_EUSAGE, "--amount is for --check");
	if (cr_date_is_set(j->opts.since) &&
	    j->mode != CR_LIMIT_MODE_STATES)
		return cr_fail(cr, CR_EUSAGE, "--since is for the states of "
		    "debtors");
	if (cr_date_is_set(j->ask.until) && !sets)
		return cr_fail(cr, CR_EUSAGE, "--until is for --set");
	if (j->mode == CR_LIMIT_MODE_SET && cr_is_empty(j->ask.reason))
		return cr_fail(cr, CR_EUSAGE, "a limit needs a --reason");
	if (j->mode == CR_LIMIT_MODE_REFUSE && cr_is_empty(j->ask.reason))
		return cr_fail(cr, CR_EUSAGE, "a refusal needs a --reason");
	return CR_OK;
}

static int
check_states(struct cr *cr, struct cr_limit_job *j)
{
	struct cr_kept_filter *f = &j->filter;

	if (j->mode != CR_LIMIT_MODE_LIST)
		return f->states == 0 ? CR_OK : cr_fail(cr, CR_EUSAGE,
		    "--state: debtors are in none of those states");
	if (j->opts.states != 0)
		return cr_fail(cr, CR_EUSAGE, "--state: limits are in none "
		    "of those states");
	if (f->states == 0 && !j->all)
		f->states = 1U << CR_KEPT_COUNTS | 1U << CR_KEPT_PENDING |
		    1U << CR_KEPT_FUTURE;
	return CR_OK;
}

int
cr_limit_job_check(struct cr *cr, struct cr_limit_job *j, bool keyed)
{
	int err;

	if ((err = check_options(cr, j)) != CR_OK ||
	    (err = check_states(cr, j)) != CR_OK)
		return err;
	j->opts.check = j->mode == CR_LIMIT_MODE_CHECK;
	j->opts.compute = j->mode == CR_LIMIT_MODE_STATES ||
	    (j->why && j->mode == CR_LIMIT_MODE_CHECK);
	return check_keys(cr, j, keyed);
}

bool
cr_limit_job_writes(const struct cr *cr, const struct cr_limit_job *j)
{
	if (j->mode == CR_LIMIT_MODE_STATES)
		return !cr->dry_run && !j->opts.as_of.restated &&
		    j->opts.as_of.day.days == cr->today.days;
	return j->mode >= CR_LIMIT_MODE_SET;
}

static int
states(struct cr *cr, struct cr_limit_job *j, struct cr_printer *printer)
{
	struct cr_limit_printer p = { printer, j->opts.rules, false };
	int err = cr_limits(cr, &j->opts, j->why ? cr_limit_put_why :
	    cr_limit_put, &p);

	if (err == CR_OK && j->opts.check && p.no)
		err = CR_ENO;
	return err;
}

int
cr_limit_job_do(struct cr *cr, struct cr_limit_job *j,
    const struct cr_limit_rules *rules, struct cr_keys *keys,
    struct cr_printer *printer)
{
	struct cr_kept_printer p = { cr, printer, j->filter.as_of.day };

	if (keys != NULL)
		cr_keys_sort(keys);
	j->opts.rules = rules;
	j->opts.keys = j->filter.keys = keys;
	switch (j->mode) {
	case CR_LIMIT_MODE_LIST:
		return cr_limit_list(cr, &j->filter, cr_kept_put, &p);
	case CR_LIMIT_MODE_SET:
		return cr_limit_set(cr, rules, keys, &j->ask, cr_kept_put,
		    &p);
	case CR_LIMIT_MODE_IMPORT:
		return cr_limit_import(cr, rules, j->import, &j->ask,
		    cr_kept_put, &p);
	case CR_LIMIT_MODE_APPROVE:
		return cr_limit_decide(cr, rules, keys, CR_LIMIT_APPROVE,
		    j->ask.reason, cr_kept_put, &p);
	case CR_LIMIT_MODE_REFUSE:
		return cr_limit_decide(cr, rules, keys, CR_LIMIT_REFUSE,
		    j->ask.reason, cr_kept_put, &p);
	case CR_LIMIT_MODE_WITHDRAW:
		return cr_limit_decide(cr, rules, keys, CR_LIMIT_WITHDRAW,
		    j->ask.reason, cr_kept_put, &p);
	default:
		return states(cr, j, printer);
	}
}
