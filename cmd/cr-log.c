/* cr-log: the journal: list it, follow it, verify its chain. */

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cr/i18n.h"
#include "cr/journal.h"
#include "cr/keys.h"
#include "cr/str.h"
#include "cr/tool.h"

#define FOLLOW_SECONDS 1	/* between two looks with --follow */

enum { EVENT, AT, DAY, RUN, TOOL, OPERATOR, ACT, SUBJECT, DETAIL, HASH, WHAT };

static const struct cr_field fields[] = {
	[EVENT] = { "event", CR_KEY, N_("Event"), N_("the event"), 0 },
	[AT] = { "at", CR_TIME, N_("At"), N_("when, by the clock, UTC"), 0 },
	[DAY] = { "day", CR_DATE, N_("Day"), N_("the day it was done for"), 0 },
	[RUN] = { "run", CR_KEY, N_("Run"), N_("the run it belongs to"), 0 },
	[TOOL] = { "tool", CR_TEXT, N_("Tool"), N_("the tool that ran"), 0 },
	[OPERATOR] = { "operator", CR_TEXT, N_("Operator"), N_("who ran it"),
	    0 },
	[ACT] = { "act", CR_TEXT, N_("Act"), N_("what was done"), 0 },
	[SUBJECT] = { "subject", CR_KEY, N_("Subject"), N_("to what"), 0 },
	[DETAIL] = { "detail", CR_TEXT, N_("Detail"),
	    N_("more of it, a JSON object"), 0 },
	[HASH] = { "hash", CR_CODE, N_("Hash"), N_("its seal, SHA-256"), 1 },
	[WHAT] = { "what", CR_TEXT, N_("Operands"),
	    N_("the operands of the run"), 1 },
};

enum { OPT_RUN = 256, OPT_SINCE, OPT_UNTIL, OPT_OPERATOR, OPT_ACT, OPT_FOLLOW,
    OPT_VERIFY, OPT_EXPECT };

static const struct cr_option options[] = {
	{ OPT_ACT, "act", "act", N_("only this act: import, undo, ...") },
	{ OPT_EXPECT, "expect", "head",
	    N_("verify, and that the chain goes through this head") },
	{ OPT_FOLLOW, "follow", NULL, N_("go on with what is added") },
	{ OPT_OPERATOR, "operator", "name", N_("only what NAME did") },
	{ OPT_RUN, "run", "run", N_("only this run: 12 or run:12") },
	{ OPT_SINCE, "since", "date", N_("from this day on") },
	{ OPT_UNTIL, "until", "date", N_("to this day") },
	{ OPT_VERIFY, "verify", NULL,
	    N_("check the chain and print its head") },
	{ 0, NULL, NULL, NULL }
};

static const struct cr_tool tool = {
	"cr-log", N_("list, follow and verify the journal"), "[key]",
	CR_TOOL_LEDGER | CR_TOOL_PRINTS, options, fields,
	sizeof(fields) / sizeof(fields[0])
};

struct listing {
	struct cr_printer *p;
	int64_t last;
};

static int
print_event(void *ctx, const struct cr_event *e)
{
	struct listing *l = ctx;
	struct cr_key subject = { 0 };

	cr_put_key(l->p, EVENT, CR_KEY_EVENT, e->id);
	cr_put_text_cell(l->p, AT, e->at);
	cr_put_date(l->p, DAY, e->day);
	cr_put_key(l->p, RUN, CR_KEY_RUN, e->run);
	cr_put_text_cell(l->p, TOOL, e->tool);
	cr_put_text_cell(l->p, OPERATOR, e->operator);
	cr_put_text_cell(l->p, ACT, e->act);
	if (e->subject && cr_key_parse(e->subject, strlen(e->subject), &subject))
		cr_put_key(l->p, SUBJECT, subject.kind, subject.id);
	cr_put_text_cell(l->p, DETAIL, e->detail);
	cr_put_text_cell(l->p, HASH, e->hash);
	cr_put_text_cell(l->p, WHAT, e->what);
	cr_print_row(l->p);
	l->last = e->id;
	return 0;
}

static int
list(struct cr *cr, const struct cr_shared *sh, struct cr_event_filter *f,
    bool follow)
{
	static const struct timespec pause = { FOLLOW_SECONDS, 0 };
	struct listing l = { .last = f->after };
	int err;

	if ((err = cr_tool_printer(cr, sh, &tool, &l.p)) != CR_OK)
		return err;
	while ((err = cr_event_each(cr, f, print_event, &l)) == 0 && follow) {
		fflush(stdout);
		nanosleep(&pause, NULL);
		f->after = l.last;
	}
	return err != CR_OK ? err : cr_printer_end(l.p);
}

static int
verify(struct cr *cr, const char *expect)
{
	struct cr_journal_head head;
	int err;

	if ((err = cr_journal_verify(cr, expect, &head)) == CR_OK)
		printf("ev:%" PRIu64 " %s\n", head.events, head.hash);
	return err;
}

int
main(int argc, char **argv)
{
	struct cr_event_filter f = { .since = CR_DATE_NONE,
	    .until = CR_DATE_NONE };
	bool follow = false, check = false;
	const char *expect = NULL;
	struct cr_shared sh;
	struct cr cr;
	int c, err;

	cr_tool_begin(&cr, &sh, &tool);
	while ((c = cr_tool_option(&cr, &sh, &tool, argc, argv)) != -1) {
		if (c == OPT_RUN)
			f.run = cr_tool_number(&cr, &tool, "run",
			    cr_starts(optarg, "run:") ? optarg + 4 : optarg);
		else if (c == OPT_SINCE)
			f.since = cr_tool_date(&cr, &tool, "since", optarg);
		else if (c == OPT_UNTIL)
			f.until = cr_tool_date(&cr, &tool, "until", optarg);
		else if (c == OPT_OPERATOR)
			f.operator = optarg;
		else if (c == OPT_ACT)
			f.act = optarg;
		else if (c == OPT_FOLLOW)
			follow = true;
		else if (c == OPT_VERIFY || c == OPT_EXPECT)
			check = true, expect = c == OPT_EXPECT ? optarg : expect;
	}
	f.subject = optind < argc ? argv[optind] : NULL;
	if ((err = cr_tool_ledger(&cr, &sh, CR_DB_READ)) == CR_OK)
		err = check ? verify(&cr, expect) : list(&cr, &sh, &f, follow);
	return cr_tool_end(&cr, err);
}
