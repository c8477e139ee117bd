#include "cr/enrich.h"

#include "cr/i18n.h"
#include "cr/print.h"

enum { F_PARTY, F_NAME, F_LOOKUP, F_STATE, F_FACT, F_FIELD, F_VALUE, F_HOW,
    F_OURS, F_SOURCE, F_DAY, F_UNTIL, F_ASKED, F_REASON };

const struct cr_field cr_enrich_fields[CR_ENRICH_FIELDS] = {
	[F_PARTY] = { "party", CR_KEY, N_("Party"),
	    N_("that was asked about"), 0 },
	[F_NAME] = { "name", CR_TEXT, N_("Name"), N_("of the party"), 0 },
	[F_LOOKUP] = { "lookup", CR_TEXT, N_("Look-up"),
	    N_("section of cr.conf"), 0 },
	[F_STATE] = { "state", CR_TEXT, N_("State"),
	    N_("found, none, refused or later; ask in a dry run"), 0 },
	[F_FACT] = { "fact", CR_TEXT, N_("Fact"),
	    N_("party, contact, note, score, adverse, ..."), 0 },
	[F_FIELD] = { "field", CR_TEXT, N_("Field"),
	    N_("of the fact: city, pec, vat-valid, ..."), 0 },
	[F_VALUE] = { "value", CR_TEXT, N_("Value"),
	    N_("what the register says"), 0 },
	[F_HOW] = { "how", CR_TEXT, N_("How"),
	    N_("new, same, differs or replaced"), 0 },
	[F_OURS] = { "ours", CR_TEXT, N_("Ours"),
	    N_("what the ledger had"), 0 },
	[F_SOURCE] = { "source", CR_TEXT, N_("Source"),
	    N_("who says so"), 0 },
	[F_DAY] = { "day", CR_DATE, N_("Day"), N_("on which it was asked"),
	    0 },
	[F_UNTIL] = { "until", CR_DATE, N_("Until"),
	    N_("last day that it serves"), 0 },
	[F_ASKED] = { "asked", CR_CODE, N_("Asked"),
	    N_("what was asked for"), 1 },
	[F_REASON] = { "reason", CR_TEXT, N_("Reason"),
	    N_("why there is no answer"), 0 },
};

void
cr_enrich_put(void *ctx, const struct cr_enrich_row *r)
{
	static const char *const how[] = { NULL, "new", "same", "differs",
	    "replaced" };
	struct cr_printer *p = ctx;

	cr_put_key(p, F_PARTY, CR_KEY_PARTY, r->party);
	cr_put_text_cell(p, F_NAME, r->name);
	cr_put_text_cell(p, F_LOOKUP, r->lookup);
	cr_put_text_cell(p, F_STATE, r->state);
	cr_put_text_cell(p, F_FACT, r->fact);
	cr_put_text_cell(p, F_FIELD, r->field);
	cr_put_text_cell(p, F_VALUE, r->value);
	cr_put_text_cell(p, F_HOW, how[r->how]);
	cr_put_text_cell(p, F_OURS, r->ours);
	cr_put_text_cell(p, F_SOURCE, r->source);
	cr_put_date(p, F_DAY, r->day);
	cr_put_date(p, F_UNTIL, r->until);
	cr_put_text_cell(p, F_ASKED, r->asked);
	cr_put_text_cell(p, F_REASON, r->reason);
	cr_print_row(p);
}
