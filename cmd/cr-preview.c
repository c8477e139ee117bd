/* cr-preview: a letter as somebody would get it, and nobody does. */
#include <stdlib.h>
#include <unistd.h>

#include "cr/buf.h"
#include "cr/dun_files.h"
#include "cr/i18n.h"
#include "cr/keys.h"
#include "cr/letter_preview.h"
#include "cr/outfile.h"
#include "cr/tool.h"

enum { OPT_CHANNEL = 256, OPT_CONFIG, OPT_LANGUAGE, OPT_POLICY };

static const struct cr_option options[] = {
	{ OPT_CHANNEL, "channel", "word",
	    N_("as that channel carries it: email, pec, sms, ...") },
	{ OPT_CONFIG, "config", "file", N_("configuration, cr.conf(5)") },
	{ OPT_LANGUAGE, "language", "code",
	    N_("it, en or de, instead of the debtor's") },
	{ 'O', "output", "file", N_("write that file, whole or not at all") },
	{ OPT_POLICY, "policy", "file", N_("policy, cr-policy(5)") },
	{ 0 },
};

static const struct cr_tool tool = {
	.name = "cr-preview",
	.summary = N_("show a letter before anybody gets it"),
	.operands = "template [key]",
	.flags = CR_TOOL_LEDGER | CR_TOOL_DOCUMENTS,
	.options = options,
};

static const enum cr_key_kind kinds[] = { CR_KEY_PARTY, CR_KEY_NONE };

/* What the command line says. */
struct job {
	struct cr_preview preview;
	const char *config, *policy, *file;
	struct cr_dun_files f;
};

static void
set(struct cr *cr, struct job *j, int option)
{
	switch (option) {
	case OPT_CHANNEL:
		if (!cr_channel_parse(optarg, &j->preview.channel))
			cr_tool_usage(cr, &tool, "there is no channel \"%s\"",
			    optarg);
		break;
	case OPT_CONFIG:
		j->config = optarg;
		break;
	case OPT_LANGUAGE:
		j->preview.language = optarg;
		break;
	case 'O':
		j->file = optarg;
		break;
	case OPT_POLICY:
		j->policy = optarg;
		break;
	}
}

/* The form: that of -f or of the file's name, else the channel's. */
static void
settle(struct cr *cr, struct cr_shared *sh, struct job *j)
{
	struct cr_preview *p = &j->preview;
	enum cr_format *form = &sh->print.format;

	p->form = cr_letter_form_of(p->channel);
	if (*form == CR_FORMAT_AUTO && j->file == NULL)
		*form = p->form == CR_LETTER_AS_PDF ||
		    p->form == CR_LETTER_AS_FAX ? CR_FORMAT_PDF :
		    CR_FORMAT_TEXT;
	cr_tool_document(cr, sh, &tool, j->file, NULL);
	if (p->form != CR_LETTER_AS_TEXT)
		return;
	if (*form == CR_FORMAT_HTML)
		p->form = CR_LETTER_AS_HTML;
	else if (*form == CR_FORMAT_PDF)
		p->form = CR_LETTER_AS_PDF;
}

/* To standard output, or whole or not at all into the file. */
static int
put(struct cr *cr, const char *file, const struct cr_buf *b)
{
	struct cr_outfile f;
	int err;

	if (file == NULL)
		return cr_write_all(cr, STDOUT_FILENO, b->s, b->len);
	if ((err = cr_outfile_open(cr, &f, file)) == CR_OK &&
	    (err = cr_outfile_write(cr, &f, b->s, b->len)) == CR_OK)
		err = cr_outfile_commit(cr, &f, true);
	cr_outfile_discard(&f);
	return err;
}

static int
preview(struct cr *cr, const struct cr_shared *sh, struct job *j, int argc,
    char **argv)
{
	struct cr_keys keys = { 0 };
	struct cr_buf out;
	int err = CR_OK;

	cr_buf_init(&out);
	if (optind < argc && cr_tool_keys(cr, argc, argv, kinds, &keys)) {
		j->preview.debtor = keys.v[0].id;
		err = cr_tool_ledger(cr, sh, CR_DB_READ);
	}
	if (err == CR_OK && (err = cr_letter_preview(cr, &j->f, &j->preview,
	    &out)) == CR_OK)
		err = put(cr, j->file, &out);
	cr_buf_release(&out);
	cr_keys_release(&keys);
	return err;
}

int
main(int argc, char **argv)
{
	struct job j = { .config = getenv("CR_CONFIG") };
	struct cr_shared sh;
	struct cr cr;
	int c, err;

	cr_tool_begin(&cr, &sh, &tool);
	while ((c = cr_tool_option(&cr, &sh, &tool, argc, argv)) != -1)
		set(&cr, &j, c);
	if (optind == argc)
		cr_tool_usage(&cr, &tool, "which template? (sollecito-1 ...)");
	j.preview.template = argv[optind++];
	settle(&cr, &sh, &j);
	if ((err = cr_dun_files_open(&cr, j.config, j.policy, cr_tool_share(),
	    &j.f)) == CR_OK)
		err = preview(&cr, &sh, &j, argc, argv);
	cr_dun_files_close(&j.f);
	return cr_tool_end(&cr, err);
}
