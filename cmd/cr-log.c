/* cr-log: the journal: list it, follow it, verify its chain. */

#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cr/event.h"
#include "cr/i18n.h"
#include "cr/journal.h"
#include "cr/str.h"
#include "cr/tool.h"

enum { EVENT, AT, DAY, RUN, TOOL, OPERATOR, ACT, SUBJECT, DETAIL, HASH };

static const struct cr_field fields[] = {
	{ "event", CR_KEY, N_("Event"), N_("the event"), 0 },
	{ "at", CR_TIME, N_("At"), N_("when, by the clock, UTC"), 0 },
	{ "day", CR_DATE, N_("Day"), N_("the day it was done for"), 0 },
	{ "run", CR_KEY, N_("Run"), N_("the run it belongs to"), 0 },
	{ "tool", CR_TEXT, N_("Tool"), N_("the tool that ran"), 0 },
	{ "operator", CR_TEXT, N_("Operator"), N_("who ran it"), 0 },
	{ "act", CR_TEXT, N_("Act"), N_("what was done"), 0 },
	{ "subject", CR_KEY, N_("Subject"), N_("to what"), 0 },
	{ "detail", CR_TEXT, N_("Detail"), N_("more, a JSON object"), 0 },
	{ "hash", CR_CODE, N_("Hash"), N_("its seal, SHA-256"), 1 },
};

enum { OPT_RUN = 256, OPT_SINCE, OPT_UNTIL, OPT_OPERATOR, OPT_ACT, OPT_FOLLOW,
    OPT_VERIFY, OPT_EXPECT };
static const struct cr_option options[] = {
	{ OPT_ACT, "act", "act", N_("only this act: import, undo, ...") },
	{ OPT_EXPECT, "expect", "hash", N_("verify, and find this hash") },
	{ OPT_FOLLOW, "follow", NULL, N_("go on with what is added") },
	{ OPT_OPERATOR, "operator", "name", N_("only what NAME did") },
	{ OPT_RUN, "run", "run", N_("only this run: 12 or run:12") },
	{ OPT_SINCE, "since", "date", N_("from this day on") },
	{ OPT_UNTIL, "until", "date", N_("to this day") },
	{ OPT_VERIFY, "verify", NULL, N_("check the chain, print its head") },
	{ 0, NULL, NULL, NULL }
};

static const struct cr_tool tool = {
	"cr-log", N_("list, follow and verify the journal"), "[key]",
	CR_TOOL_LEDGER | CR_TOOL_PRINTS, options, fields, CR_COUNT_OF(fields)
};

/* What the options ask for. */
struct asked {
	struct cr_event_filter filter;
	bool follow, verify;
	const char *expect;
	struct cr_printer *p;
};

static int
print_event(void *ctx, const struct cr_event *e)
{
	struct asked *a = ctx;
	struct cr_key subject = { 0 };

	cr_put_key(a->p, EVENT, CR_KEY_EVENT, e->id);
	cr_put_text_cell(a->p, AT, e->at);
	cr_put_date(a->p, DAY, e->day);
	cr_put_key(a->p, RUN, CR_KEY_RUN, e->run);
	cr_put_text_cell(a->p, TOOL, e->tool);
	cr_put_text_cell(a->p, OPERATOR, e->operator);
	cr_put_text_cell(a->p, ACT, e->act);
	if (e->subject != NULL &&
	    cr_key_parse(e->subject, strlen(e->subject), &subject))
		cr_put_key(a->p, SUBJECT, subject.kind, subject.id);
	cr_put_text_cell(a->p, DETAIL, e->detail);
	cr_put_text_cell(a->p, HASH, e->hash);
	cr_print_row(a->p);
	a->filter.after = e->id;
	return 0;
}

static int
list(struct cr *cr, const struct cr_shared *sh, struct asked *a)
{
	static const struct timespec pause = { .tv_sec = 1 };
	int err;

	if ((err = cr_tool_printer(cr, sh, &tool, &a->p)) != CR_OK)
		return err;
	while ((err = cr_event_each(cr, &a->filter, print_event, a)) == 0 &&
	    a->follow) {
		fflush(stdout);
		nanosleep(&pause, NULL);
	}
	return err != CR_OK ? err : cr_printer_end(a->p);
}

static int
verify(struct cr *cr, const struct cr_shared *sh, struct asked *a)
{
	struct cr_shared head_only = *sh;
	struct cr_journal_head head;
	struct cr_printer *p;
	int err;

	head_only.print.columns = "event,hash";
	if ((err = cr_journal_verify(cr, a->expect, &head)) != CR_OK ||
	    (err = cr_tool_printer(cr, &head_only, &tool, &p)) != CR_OK)
		return err;
	cr_put_key(p, EVENT, CR_KEY_EVENT, (int64_t)head.events);
	cr_put_text_cell(p, HASH, head.hash);
	cr_print_row(p);
	return cr_printer_end(p);
}

/* An option of cr-log's own. */
static void
set_option(struct cr *cr, struct asked *a, int c)
{
	struct cr_event_filter *f = &a->filter;

	if (c == OPT_RUN)
		f->run = cr_tool_number(cr, &tool, "run",
		    cr_starts(optarg, "run:") ? optarg + 4 : optarg);
	else if (c == OPT_SINCE)
		f->since = cr_tool_date(cr, &tool, "since", optarg);
	else if (c == OPT_UNTIL)
		f->until = cr_tool_date(cr, &tool, "until", optarg);
	else if (c == OPT_OPERATOR)
		f->operator = optarg;
	else if (c == OPT_ACT)
		f->act = optarg;
	else if (c == OPT_FOLLOW)
		a->follow = true;
	else
		a->verify = true, a->expect = optarg ? optarg : a->expect;
}

int
main(int argc, char **argv)
{
	struct asked a = { .filter = CR_EVENT_ANY };
	struct cr_shared sh;
	struct cr cr;
	int c, err;

	cr_tool_begin(&cr, &sh, &tool);
	while ((c = cr_tool_option(&cr, &sh, &tool, argc, argv)) != -1)
		set_option(&cr, &a, c);
	a.filter.subject = optind < argc ? argv[optind] : NULL;
	if ((err = cr_tool_ledger(&cr, &sh, CR_DB_READ)) == CR_OK)
		err = (a.verify ? verify : list)(&cr, &sh, &a);
	return cr_tool_end(&cr, err);
}
