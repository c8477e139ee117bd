/* cr-read: turn any file that cr understands into canonical records. */
#include "cr/i18n.h"
#include "cr/input.h"
#include "cr/read.h"
#include "cr/records.h"
#include "cr/tool.h"

#include <unistd.h>

enum { OPT_NO_SIGNATURE = 256 };

static const struct cr_option options[] = {
	{ OPT_NO_SIGNATURE, "no-signature", NULL,
	    N_("do not check signatures") },
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

/* One file; what cannot be opened is refused like what cannot be read. */
static int
read_file(struct cr *cr, const char *path, const struct cr_read_opts *opts,
    const struct cr_sink *sink)
{
	struct cr_input *in = cr_input_open(cr, path);
	int err = CR_OK;

	if (in == NULL)
		cr_refuse(cr, path, 0, "%s", cr_errmsg(cr));
	else
		err = cr_read(cr, in, opts, sink);
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
	struct cr_records *out;
	int c, end, err = CR_OK;

	tool.nfields = cr_record_nfields;
	cr_tool_begin(&cr, &sh, &tool);
	while ((c = cr_tool_option(&cr, &sh, &tool, argc, argv)) != -1)
		if (c == OPT_NO_SIGNATURE)
			opts.no_signature = true;
	sink.ctx = out = cr_records_new(&cr, &sh.print, stdout);
	if (optind == argc)
		err = read_file(&cr, "-", &opts, &sink);
	for (; optind < argc && err == CR_OK; optind++)
		err = read_file(&cr, argv[optind], &opts, &sink);
	end = cr_records_end(out);
	return cr_tool_end(&cr, err ? err : end);
}
