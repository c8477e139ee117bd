/* cr-export: writes any record stream as a file for others. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "cr/export.h"
#include "cr/i18n.h"
#include "cr/input.h"
#include "cr/outfile.h"
#include "cr/tool.h"

enum { OPT_TITLE = 256 };

static const struct cr_option options[] = {
	{ 'O', "output", "file", N_("write that file, whole or not at all") },
	{ OPT_TITLE, "title", "text", N_("name of the sheet or section") },
	{ 0 },
};

static const struct cr_tool tool = {
	.name = "cr-export",
	.summary = N_("write records as a file for others"),
	.operands = "[file ...]",
	.flags = CR_TOOL_PRINTS | CR_TOOL_TOTALS,
	.options = options,
};

/* Without -f the ending of the file's name tells the form. */
static void
guess_format(struct cr_shared *sh, const char *path)
{
	const char *dot = path != NULL ? strrchr(path, '.') : NULL;

	if (sh->print.format == CR_FORMAT_AUTO && dot != NULL)
		cr_format_parse(dot + 1, &sh->print.format);
}

static int
export(struct cr *cr, const struct cr_print_opts *opts, FILE *out, int argc,
    char **argv)
{
	struct cr_export *e = cr_export_new(cr, opts, out);
	struct cr_input *in;
	int i, err = CR_OK;

	for (i = optind; i < argc && err == CR_OK; i++) {
		if ((in = cr_input_open(cr, argv[i])) != NULL)
			err = cr_export_read(e, in);
		else
			err = cr_fail(cr, CR_ESYSTEM, "%s: %s", argv[i],
			    cr_errmsg(cr));
		cr_input_free(in);
	}
	return cr_export_end(e, err);
}

/* The stream writes a copy of the descriptor, which the file keeps. */
static int
export_file(struct cr *cr, const struct cr_print_opts *opts, const char *path,
    int argc, char **argv)
{
	struct cr_outfile file;
	FILE *out = NULL;
	int err, fd;

	if ((err = cr_outfile_open(cr, &file, path)) != CR_OK)
		goto out;
	if ((fd = dup(file.fd)) < 0 || (out = fdopen(fd, "wb")) == NULL) {
		err = cr_fail(cr, CR_ESYSTEM, "could not write %s: %s", path,
		    strerror(errno));
		goto out;
	}
	err = export(cr, opts, out, argc, argv);
	if (fclose(out) != 0 && err == CR_OK)
		err = cr_fail(cr, CR_ESYSTEM, "could not write %s: %s", path,
		    strerror(errno));
	if (err == CR_OK)
		err = cr_outfile_commit(cr, &file, true);
out:
	cr_outfile_discard(&file);
	return err;
}

int
main(int argc, char **argv)
{
	static char *standard_input[] = { "-" };
	struct cr_shared sh;
	struct cr cr;
	const char *path = NULL;
	int c, err;

	cr_tool_begin(&cr, &sh, &tool);
	sh.print.title = "cr";
	while ((c = cr_tool_option(&cr, &sh, &tool, argc, argv)) != -1) {
		if (c == 'O')
			path = optarg;
		else
			sh.print.title = optarg;
	}
	guess_format(&sh, path);
	if (optind == argc) {
		optind = 0;
		argc = 1;
		argv = standard_input;
	}
	err = path == NULL ? export(&cr, &sh.print, stdout, argc, argv) :
	    export_file(&cr, &sh.print, path, argc, argv);
	return cr_tool_end(&cr, err);
}
