/* cr-match: matches money that came in with the open items it pays. */
#include <stdlib.h>
#include <unistd.h>

#include "cr/config.h"
#include "cr/i18n.h"
#include "cr/keys.h"
#include "cr/match.h"
#include "cr/tool.h"
#include "cr/words.h"

enum { OPT_ACCEPT = 256, OPT_ALL, OPT_BIND, OPT_CLAIMS, OPT_CONFIG, OPT_IGNORE,
    OPT_OLDEST, OPT_PENDING, OPT_REFUSE, OPT_THRESHOLD, OPT_UNBIND };

static const struct cr_option options[] = {
	{ OPT_ACCEPT, "accept", NULL, N_("book proposals") },
	{ OPT_ALL, "all", NULL, N_("every receipt, whatever comes in") },
	{ OPT_BIND, "bind", NULL, N_("allocate by hand: ent:5 item:1=9,50") },
	{ OPT_CLAIMS, "claims-first", NULL, N_("claims before items") },
	{ OPT_CONFIG, "config", "file", N_("configuration, cr.conf(5)") },
	{ OPT_IGNORE, "ignore", "reason", N_("it is no debtor's money") },
	{ OPT_OLDEST, "oldest-first", NULL,
	    N_("pay the oldest where nothing else tells") },
	{ OPT_PENDING, "pending", NULL, N_("list the proposals") },
	{ OPT_REFUSE, "refuse", NULL, N_("refuse proposals") },
	{ OPT_THRESHOLD, "threshold", "percent",
	    N_("how certain a match has to be") },
	{ OPT_UNBIND, "unbind", NULL, N_("take allocations back") },
	{ 0 },
};

static const struct cr_tool tool = {
	.name = "cr-match",
	.summary = N_("match money that came in with open items"),
	.operands = "[key ...]",
	.flags = CR_TOOL_LEDGER | CR_TOOL_PRINTS | CR_TOOL_DRY_RUN,
	.options = options,
	.fields = cr_match_fields,
	.nfields = CR_MATCH_FIELDS,
};

static const enum cr_key_kind entries[] = { CR_KEY_ENTRY, 0 };
static const enum cr_key_kind both[] = { CR_KEY_MATCH, CR_KEY_ENTRY, 0 };

/* What the command line says. */
struct job {
	int act;		/* an option; 0: match */
	bool all, oldest, claims;
	const char *reason, *config, *threshold;
	struct cr_config conf;
	struct cr_keys keys;
	struct cr_words words;
	struct cr_match_done done;
};

static void
take(struct cr *cr, struct job *j, int option)
{
	j->all |= option == OPT_ALL;
	j->claims |= option == OPT_CLAIMS;
	j->oldest |= option == OPT_OLDEST;
	if (option == OPT_ALL || option == OPT_CLAIMS || option == OPT_OLDEST)
		return;
	if (option == OPT_IGNORE)
		j->reason = optarg;
	if (option == OPT_CONFIG)
		j->config = optarg;
	else if (option == OPT_THRESHOLD)
		j->threshold = optarg;
	else if (j->act != 0)
		cr_tool_usage(cr, &tool, "--accept, --bind, --ignore, "
		    "--pending, --refuse and --unbind exclude each other");
	else
		j->act = option;
}

/*
 * Keys or words, from the operands or from standard input. Without either,
 * as at a terminal, all are meant; but not when a search found nothing.
 */
static void
read_keys(struct cr *cr, struct job *j, int argc, char **argv)
{
	bool words = j->act == OPT_BIND || j->act == OPT_UNBIND;
	bool came = words ? cr_tool_words(cr, argc, argv, &j->words) == CR_OK :
	    !j->all && cr_tool_keys(cr, argc, argv, j->act == 0 ||
	    j->act == OPT_IGNORE ? entries : both, &j->keys);
	bool asked = came && (words ? j->words.n > 0 : j->keys.stream ||
	    optind < argc);

	cr_keys_sort(&j->keys);
	if (!asked && (words || (j->act != 0 && j->act != OPT_PENDING)))
		cr_tool_usage(cr, &tool, "which ones? (ent:1 ...)");
	if (came && !asked && j->act == 0)
		cr_tool_usage(cr, &tool, "no keys came in; --all takes all");
	j->all |= !asked;
}

static int
run(struct cr *cr, struct job *j, struct cr_printer *p)
{
	const struct cr_keys *keys = j->all ? NULL : &j->keys;
	const struct cr_words *w = &j->words;

	switch (j->act) {
	case OPT_ACCEPT:
		return cr_match_accept(cr, keys, cr_match_put, p);
	case OPT_BIND:
		return cr_match_bind(cr, w->v, w->n, cr_match_put, p);
	case OPT_IGNORE:
		return cr_match_ignore(cr, keys, j->reason, cr_match_put, p);
	case OPT_PENDING:
		return cr_match_pending(cr, keys, cr_match_put, p);
	case OPT_REFUSE:
		return cr_match_refuse(cr, keys, cr_match_put, p);
	case OPT_UNBIND:
		return cr_match_unbind(cr, w->v, w->n, cr_match_put, p);
	}
	j->conf.match.oldest_first = j->oldest;
	j->conf.match.claims_first |= j->claims;
	return cr_match_run(cr, &j->conf.match, j->conf.banks.silence, keys,
	    cr_match_put, p, &j->done);
}

int
main(int argc, char **argv)
{
	struct job j = { .config = getenv("CR_CONFIG") };
	struct cr_printer *p = NULL;
	struct cr_shared sh;
	struct cr cr;
	int c, err;

	cr_tool_begin(&cr, &sh, &tool);
	while ((c = cr_tool_option(&cr, &sh, &tool, argc, argv)) != -1)
		take(&cr, &j, c);
	read_keys(&cr, &j, argc, argv);
	if ((err = cr_config_load(&cr, j.config, &j.conf)) == CR_OK &&
	    j.threshold != NULL)
		err = cr_match_threshold(&cr, j.threshold, &j.conf.match);
	if (err == CR_OK && (err = cr_tool_ledger(&cr, &sh, j.act ==
	    OPT_PENDING ? CR_DB_READ : CR_DB_WRITE)) == CR_OK &&
	    (err = cr_tool_printer(&cr, &sh, &tool, &p)) == CR_OK)
		err = run(&cr, &j, p);
	c = cr_printer_end(p);
	cr_config_release(&j.conf);
	cr_keys_release(&j.keys);
	cr_words_release(&j.words);
	return cr_tool_end(&cr, err ? err : c);
}
