/* cr-read: turn any file that cr understands into canonical records. */
#include "cr/buf.h"
#include "cr/i18n.h"
#include "cr/input.h"
#include "cr/read.h"
#include "cr/records.h"
#include "cr/table.h"
#include "cr/tool.h"

#include <stdio.h>
#include <unistd.h>

enum { OPT_NO_SIGNATURE = 256, OPT_SHOW_MAPPING };

static const struct cr_option options[] = {
	{ 'm', "mapping", "file", N_("what stands in which column") },
	{ OPT_NO_SIGNATURE, "no-signature", NULL,
	    N_("do not check signatures") },
	{ OPT_SHOW_MAPPING, "show-mapping", NULL,
	    N_("say how tables are understood, as a mapping") },
	{ 0 }
};

static struct cr_tool tool = {
	.name = "cr-read",
	.summary = N_("turn files into canonical records"),
	.operands = "[file ...]",
	.flags = CR_TOOL_PRINTS,
	.options = options,
	.fields = cr_record_fields,
};

static int
put(void *ctx, const struct cr_record *r)
{
	return cr_records_put(ctx, r);
}

/* How the file would be read, to be saved and mended. */
static int
show_mapping(struct cr *cr, struct cr_input *in,
    const struct cr_mapping *given)
{
	struct cr_mapping *guessed = NULL;
	struct cr_buf b;
	int err = CR_OK;

	cr_buf_init(&b);
	if (given == NULL &&
	    (err = cr_mapping_guess(cr, in, &guessed)) == CR_EINPUT) {
		cr_refuse(cr, cr_input_name(in), 0, "%s", cr_errmsg(cr));
		err = CR_OK;
	} else if (err == CR_OK) {
		cr_mapping_describe(&b, given ? given : guessed);
		fwrite(b.s, 1, b.len, stdout);
	}
	cr_mapping_free(guessed);
	cr_buf_release(&b);
	return err;
}

/* One file; what cannot be opened is refused like what cannot be read. */
static int
read_file(struct cr *cr, const char *path, const struct cr_read_opts *opts,
    const struct cr_sink *sink, bool show)
{
	struct cr_input *in = cr_input_open(cr, path);
	int err = CR_OK;

	if (in == NULL)
		cr_refuse(cr, path, 0, "%s", cr_errmsg(cr));
	else
		err = show ? show_mapping(cr, in, opts->mapping) :
		    cr_read(cr, in, opts, sink);
	cr_input_free(in);
	return err;
}

int
main(int argc, char **argv)
{
	struct cr cr;
	struct cr_shared sh;
	struct cr_read_opts opts = { 0 };
	struct cr_sink sink = { .record = put };
	struct cr_mapping *mapping = NULL;
	struct cr_records *out;
	bool show = false;
	int c, end, err = CR_OK;

	tool.nfields = cr_record_nfields;
	cr_tool_begin(&cr, &sh, &tool);
	while ((c = cr_tool_option(&cr, &sh, &tool, argc, argv)) != -1)
		if (c == OPT_NO_SIGNATURE)
			opts.no_signature = true;
		else if (c == OPT_SHOW_MAPPING)
			show = true;
		else if (mapping == NULL && err == CR_OK)
			err = cr_mapping_find(&cr, cr_tool_share(), optarg,
			    &mapping);
	opts.mapping = mapping;
	sink.ctx = out = cr_records_new(&cr, &sh.print, stdout);
	if (optind == argc && err == CR_OK)
		err = read_file(&cr, "-", &opts, &sink, show);
	for (; optind < argc && err == CR_OK; optind++)
		err = read_file(&cr, argv[optind], &opts, &sink, show);
	end = cr_records_end(out);
	cr_mapping_free(mapping);
	return cr_tool_end(&cr, err ? err : end);
}
