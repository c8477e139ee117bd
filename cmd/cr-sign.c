/* cr-sign: sign files: FILE to FILE.p7m, or FILE.p7s beside it. */
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cr/arena.h"
#include "cr/i18n.h"
#include "cr/identity.h"
#include "cr/sign.h"
#include "cr/time.h"
#include "cr/tool.h"

/* The passwords in the order of enum cr_secret_from. */
enum { CERT = 256, CHAIN, KEY, P12, DETACHED, FORCE, OVERWRITE, PASSWORD_ENV,
    PASSWORD_FD, PASSWORD_FILE };

static const struct cr_option options[] = {
	{ 'O', "output-folder", "folder", N_("write there") },
	{ CERT, "cert", "file", N_("the certificate, PEM or DER") },
	{ CHAIN, "chain", "file", N_("certificates above it, PEM") },
	{ DETACHED, "detached", NULL, N_("a signature alone, FILE.p7s") },
	{ FORCE, "force", NULL,
	    N_("with a certificate that is not for it, too") },
	{ KEY, "key", "file", N_("the private key, PEM") },
	{ OVERWRITE, "overwrite", NULL, N_("what is there already") },
	{ P12, "p12", "file", N_("key and certificates, PKCS#12") },
	{ PASSWORD_ENV, "password-env", "name", N_("password: a variable") },
	{ PASSWORD_FD, "password-fd", "number", N_("password: read it there") },
	{ PASSWORD_FILE, "password-file", "file", N_("password: first line") },
	{ 0 },
};

static const struct cr_tool tool = {
	.name = "cr-sign",
	.summary = N_("sign files (CAdES)"),
	.operands = "file ...",
	.flags = CR_TOOL_PRINTS | CR_TOOL_DRY_RUN,
	.options = options,
	.fields = cr_sign_fields,
	.nfields = CR_SIGN_FIELDS,
};

struct job {
	struct cr_identity_files files;
	struct cr_sign_opts opts;
	bool force;
};

static void
set(struct job *j, int option)
{
	const char **values[] = {
		[CERT - CERT] = &j->files.cert,
		[CHAIN - CERT] = &j->files.chain,
		[KEY - CERT] = &j->files.key,
		[P12 - CERT] = &j->files.p12,
	};

	if (option == 'O') {
		j->opts.folder = optarg;
	} else if (option < DETACHED) {
		*values[option - CERT] = optarg;
	} else if (option >= PASSWORD_ENV) {
		j->files.from = (enum cr_secret_from)(option - PASSWORD_ENV);
		j->files.password = optarg;
	} else {
		j->opts.detached |= option == DETACHED;
		j->opts.replace |= option == OVERWRITE;
		j->force |= option == FORCE;
	}
}

struct output {
	struct cr_printer *printer;
	const struct cr_cert *cert;
};

static void
put(void *ctx, const char *path, const struct cr_signed *s)
{
	const struct output *o = ctx;
	struct cr_printer *p = o->printer;
	char at[CR_TIME_SIZE];
	struct cr_arena a;

	cr_arena_init(&a);
	cr_put_text_cell(p, CR_SIGN_FILE, path);
	cr_put_text_cell(p, CR_SIGN_OUTPUT, s->output);
	cr_put_text_cell(p, CR_SIGN_SHA256, s->sha256);
	cr_put_count(p, CR_SIGN_BYTES, (int64_t)s->bytes);
	cr_put_text_cell(p, CR_SIGN_TIME, cr_time_format(s->time, at));
	cr_put_text_cell(p, CR_SIGN_SIGNER, cr_cert_subject(o->cert, &a));
	cr_put_text_cell(p, CR_SIGN_SERIAL, cr_cert_serial(o->cert, &a));
	cr_print_row(p);
	cr_arena_release(&a);
}

/* Sign each file; what goes wrong with one does not keep the others. */
static int
sign(struct cr *cr, struct cr_identity *id, char *const *path,
    const struct cr_sign_opts *opts, struct cr_printer *p)
{
	struct output o = { p, cr_identity_cert(id) };
	struct cr_sign_run *run = cr_sign_begin(cr, id, opts, put, &o);
	int err = CR_OK, end;

	if (p == NULL)
		err = cr_sign_stream(run, STDIN_FILENO, STDOUT_FILENO);
	else
		for (; *path != NULL && err == CR_OK; path++)
			err = cr_sign_file(run, *path);
	end = cr_sign_end(run);
	return err != CR_OK ? err : end;
}

int
main(int argc, char **argv)
{
	struct cr_identity *id = NULL;
	struct cr_printer *p = NULL;
	struct job j = { 0 };
	struct cr_shared sh;
	struct cr cr;
	bool stream;
	int c, end, err;

	cr_tool_begin(&cr, &sh, &tool);
	while ((c = cr_tool_option(&cr, &sh, &tool, argc, argv)) != -1)
		set(&j, c);
	argv += optind;
	argc -= optind;
	stream = argc == 1 && strcmp(argv[0], "-") == 0;
	if (argc == 0)
		cr_tool_usage(&cr, &tool, "no file to sign");
	if ((j.files.key == NULL) == (j.files.p12 == NULL))
		cr_tool_usage(&cr, &tool, "either --key or --p12 is needed");
	if ((err = cr_identity_open(&cr, &j.files, &id)) == CR_OK && !j.force)
		err = cr_sign_check(&cr, id, (int64_t)time(NULL));
	if (err == CR_OK && !stream)
		err = cr_tool_printer(&cr, &sh, &tool, &p);
	if (err == CR_OK)
		err = sign(&cr, id, argv, &j.opts, p);
	end = cr_printer_end(p);
	cr_identity_free(id);
	return cr_tool_end(&cr, err != CR_OK ? err : end);
}
