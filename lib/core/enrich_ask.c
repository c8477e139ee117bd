#include "enriching.h"

#include <string.h>

#include "cr/keys.h"
#include "cr/print.h"

/* What cr-enrich(1) is asked to do. */

void
cr_enrich_job_init(struct cr *cr, struct cr_enrich_job *j)
{
	*j = (struct cr_enrich_job){ .as_of = { .day = cr->today } };
}

/* The switch that an option of that name sets. */
static bool *
flag(struct cr_enrich_job *j, const char *name)
{
	const struct { const char *name; bool *at; } flags[] = {
		{ "accept", &j->opts.accept }, { "again", &j->opts.again },
		{ "all", &j->opts.all }, { "expired", &j->opts.expired },
		{ "force", &j->opts.force }, { "found", &j->found },
		{ "list", &j->list },
	};
	size_t i;

	for (i = 0; i < CR_COUNT_OF(flags); i++)
		if (strcmp(flags[i].name, name) == 0)
			return flags[i].at;
	return NULL;
}

int
cr_enrich_job_ask(struct cr *cr, struct cr_enrich_job *j, const char *name,
    const char *value)
{
	bool *on = flag(j, name);
	size_t n;

	if (on != NULL) {
		*on = true;
	} else if (strcmp(name, "lookup") == 0) {
		j->opts.only = value;
	} else if (strcmp(name, "as-of") == 0) {
		n = strlen(value);
		if (!cr_date_parse(value, n, CR_DATE_ISO, &j->as_of.day) &&
		    !cr_date_parse(value, n, CR_DATE_DMY, &j->as_of.day))
			return cr_fail(cr, CR_EUSAGE, "--%s: \"%s\" is not a "
			    "day", name, value);
	}
	return CR_OK;
}

int
cr_enrich_job_check(struct cr *cr, const struct cr_enrich_job *j, bool keyed)
{
	const struct cr_enrich_opts *o = &j->opts;
	bool reads = j->list || j->found;

	if (j->list && j->found)
		return cr_fail(cr, CR_EUSAGE, "--list and --found are not "
		    "for each other");
	if (reads && (o->accept || o->again || o->all || o->force))
		return cr_fail(cr, CR_EUSAGE, "--list and --found ask and "
		    "change nothing");
	if (!reads && j->as_of.day.days != cr->today.days)
		return cr_fail(cr, CR_EUSAGE, "--as-of is for --list and "
		    "--found");
	if (o->force && o->again)
		return cr_fail(cr, CR_EUSAGE, "--force asks, and --again "
		    "asks nobody");
	if (reads)
		return CR_OK;
	if (keyed + o->all + o->expired > 1)
		return cr_fail(cr, CR_EUSAGE, "keys, --all and --expired are "
		    "not for each other");
	/* Nobody asks about all because a filter let nothing through. */
	if (keyed + o->all + o->expired == 0)
		return cr_fail(cr, CR_EUSAGE, "about which parties? (pty:1 "
		    "..., --all or --expired)");
	return CR_OK;
}

int
cr_enrich_job_do(struct cr *cr, struct cr_enrich_job *j,
    const struct cr_keys *keys, struct cr_printer *printer)
{
	const char *only = j->opts.only;

	j->opts.keys = keys;
	if (j->list)
		return cr_enrich_list(cr, &j->as_of, keys, only,
		    j->opts.expired, cr_enrich_put, printer);
	if (j->found)
		return cr_enrich_findings(cr, &j->as_of, keys, only,
		    cr_enrich_put, printer);
	return cr_enrich_run(cr, &j->opts, cr_enrich_put, printer);
}
