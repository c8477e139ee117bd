/* cr-verify: the verdict on signed files, and what they hold if it is good. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cr/arena.h"
#include "cr/i18n.h"
#include "cr/pki.h"
#include "cr/str.h"
#include "cr/time.h"
#include "cr/tool.h"
#include "cr/verify.h"

enum { AT = 256, CA, CONTENT, EXTRACT, OVERWRITE };

static const struct cr_option options[] = {
	{ AT, "at", "time", N_("judge certificates at that time") },
	{ CA, "ca", "file", N_("believe these certificates, PEM") },
	{ CONTENT, "content", "file", N_("what a detached signature is of") },
	{ EXTRACT, "extract", "file", N_("put the content there, if good") },
	{ OVERWRITE, "overwrite", NULL, N_("what is there already") },
	{ 0 },
};

static const struct cr_tool tool = {
	.name = "cr-verify",
	.summary = N_("verify signed files"),
	.operands = "file ...",
	.flags = CR_TOOL_PRINTS,
	.options = options,
	.fields = cr_verify_fields,
	.nfields = CR_VERIFY_FIELDS,
};

struct job {
	struct cr_verify_opts opts;
	const char *ca;
	bool failed;		/* a verdict was no */
	bool json;		/* nested: a record for each file */
	struct cr_printer *p;	/* NULL: none, or JSON */
};

static void
set(struct cr *cr, struct job *j, int option)
{
	if (option == CA)
		j->ca = optarg;
	else if (option == CONTENT)
		j->opts.content = optarg;
	else if (option == EXTRACT)
		j->opts.extract = optarg;
	else if (option == OVERWRITE)
		j->opts.replace = true;
	else if (!cr_time_seconds(optarg, &j->opts.at))
		cr_tool_usage(cr, &tool, "--at: \"%s\" is no time", optarg);
}

static void
put(struct cr *cr, struct job *j, const char *path,
    const struct cr_signature *s)
{
	struct cr_buf line;
	size_t i;

	j->failed |= !cr_verify_passes(s, &j->opts);
	for (i = 0; !j->json && i < s->warnings.n; i++)
		cr_warn(cr, path, 0, "%s", _(s->warnings.v[i]));
	if (j->p != NULL)
		cr_verify_put(j->p, path, s);
	if (!j->json || cr_streq(j->opts.extract, "-"))
		return;
	cr_buf_init(&line);
	cr_verify_json(&line, path, s);
	fwrite(line.s, 1, line.len, stdout);
	cr_buf_release(&line);
}

/* One file; what cannot be opened is refused, and the others are read. */
static int
verify(struct cr *cr, struct job *j, const char *path)
{
	struct cr_signature s;
	struct cr_arena a;
	int err;

	cr_arena_init(&a);
	err = cr_verify_file(cr, &a, path, &j->opts, &s);
	if (err == CR_OK)
		put(cr, j, path, &s);
	else if (err != CR_ESYSTEM)
		cr_refuse(cr, path, 0, "%s", cr_errmsg(cr));
	cr_arena_release(&a);
	return err == CR_ESYSTEM ? err : CR_OK;
}

static int
verify_all(struct cr *cr, struct job *j, char *const *path)
{
	int err = CR_OK;

	for (; err == CR_OK && *path != NULL; path++)
		err = verify(cr, j, *path);
	if (err != CR_OK)
		return err;
	cr_warn(cr, NULL, 0, j->opts.trust == NULL ?
	    "only the mathematics was checked, no certificate" :
	    "revocation of certificates was not checked");
	return j->failed ? cr_fail(cr, CR_ENO, "not every file passes") :
	    CR_OK;
}

/* What the options want of each other. */
static void
check_usage(struct cr *cr, const struct job *j, int files)
{
	if (files == 0)
		cr_tool_usage(cr, &tool, "no file to verify");
	if ((j->opts.content || j->opts.extract) && files != 1)
		cr_tool_usage(cr, &tool, "--content and --extract go with "
		    "one file");
	if (j->opts.at != CR_TIME_NONE && j->ca == NULL)
		cr_tool_usage(cr, &tool, "--at goes with --ca");
}

int
main(int argc, char **argv)
{
	struct job j = { .opts = { .at = CR_TIME_NONE } };
	struct cr_trust *trust = NULL;
	struct cr_shared sh;
	struct cr cr;
	int c, end, err = CR_OK;

	cr_tool_begin(&cr, &sh, &tool);
	while ((c = cr_tool_option(&cr, &sh, &tool, argc, argv)) != -1)
		set(&cr, &j, c);
	check_usage(&cr, &j, argc - optind);
	if (j.ca != NULL)
		err = cr_trust_open(&cr, j.ca, &trust);
	j.opts.trust = trust;
	j.json = sh.print.format == CR_FORMAT_JSON && sh.print.columns == NULL;
	if (err == CR_OK && !j.json && !cr_streq(j.opts.extract, "-"))
		err = cr_tool_printer(&cr, &sh, &tool, &j.p);
	if (err == CR_OK)
		err = verify_all(&cr, &j, argv + optind);
	end = cr_printer_end(j.p);
	cr_trust_free(trust);
	return cr_tool_end(&cr, err == CR_OK ? end : err);
}
