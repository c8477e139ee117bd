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
	bool print;		/* standard output is not the content's */
	struct cr_printer *p;	/* NULL: JSON */
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
put(struct cr *cr, const struct job *j, const char *path,
    const struct cr_signature *s)
{
	struct cr_buf line;
	size_t i;

	if (j->p == NULL) {
		cr_buf_init(&line);
		cr_verify_json(&line, path, s);
		fwrite(line.s, 1, line.len, stdout);
		cr_buf_release(&line);
		return;
	}
	for (i = 0; i < s->warnings.n; i++)
		cr_warn(cr, path, 0, "%s", s->warnings.v[i]);
	cr_verify_put(j->p, path, s);
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
	if (err == CR_OK) {
		j->failed |= !cr_verify_passes(&s, &j->opts);
		if (j->opts.extract != NULL && j->failed)
			cr_warn(cr, path, 0, "verdict is %s: content is not "
			    "extracted", cr_verdict_word(s.verdict));
		if (j->print)
			put(cr, j, path, &s);
	} else if (err != CR_ESYSTEM) {
		cr_refuse(cr, path, 0, "%s", cr_errmsg(cr));
		err = CR_OK;
	}
	cr_arena_release(&a);
	return err;
}

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
	int c, end = CR_OK, err = CR_OK;

	cr_tool_begin(&cr, &sh, &tool);
	while ((c = cr_tool_option(&cr, &sh, &tool, argc, argv)) != -1)
		set(&cr, &j, c);
	check_usage(&cr, &j, argc - optind);
	if (j.ca != NULL)
		err = cr_trust_open(&cr, j.ca, &trust);
	j.opts.trust = trust;
	j.print = !cr_streq(j.opts.extract, "-");
	if (err == CR_OK && j.print && (sh.print.format != CR_FORMAT_JSON ||
	    sh.print.columns != NULL))
		err = cr_tool_printer(&cr, &sh, &tool, &j.p);
	for (; err == CR_OK && optind < argc; optind++)
		err = verify(&cr, &j, argv[optind]);
	if (err == CR_OK)
		cr_warn(&cr, NULL, 0, trust == NULL ?
		    "only the mathematics was checked, no certificate" :
		    "revocation of certificates was not checked");
	end = cr_printer_end(j.p);
	cr_trust_free(trust);
	if (err == CR_OK && end == CR_OK && j.failed)
		err = cr_fail(&cr, CR_ENO, "not every file passes");
	return cr_tool_end(&cr, err != CR_OK ? err : end);
}
