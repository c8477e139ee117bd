/*
 * way WAY [OPTION=VALUE]... CHANNEL TO FILE CONTENT...: hand messages over
 * by one way out, without a ledger, and tell what became of each:
 *
 *	HOW CODE TRACKING ANSWER	HOW is followed by "!" when it is down
 *
 * CONTENT is a file; the messages are FILE, FILE2, ... A content may be
 * followed by +OTHER, a file that goes with it. The ways are the constructors
 * of the library: provider, command, post, sftp, smtp.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/command.h"
#include "cr/cr.h"
#include "cr/input.h"
#include "cr/mem.h"
#include "cr/post.h"
#include "cr/provider.h"
#include "cr/sftp.h"
#include "cr/smtp.h"
#include "cr/str.h"

static char **options;
static int noptions;

static const char *
option(const char *name)
{
	size_t n = strlen(name);
	int i;

	for (i = 0; i < noptions; i++)
		if (strncmp(options[i], name, n) == 0 && options[i][n] == '=')
			return options[i] + n + 1;
	return NULL;
}

static int64_t
number(const char *name, int64_t absent)
{
	const char *s = option(name);
	int64_t v;

	return s && cr_parse_int(s, strlen(s), &v) ? v : absent;
}

/* "a b c" to a list of words; arg1=... are added as they stand. */
static int
command(struct cr *cr, struct cr_transport **out)
{
	static const char *argv[16];
	char name[16];
	struct cr_command_opts o = { .argv = argv,
	    .reference = option("reference"), .retry = option("retry"),
	    .sender = option("sender"),
	    .timeout = number("timeout", 10),
	    .max_segments = number("max-segments", 0) };
	int i;

	for (i = 0; i < 15; i++) {
		snprintf(name, sizeof(name), "arg%d", i);
		if ((argv[i] = option(name)) == NULL)
			break;
	}
	return cr_transport_command(cr, &o, out);
}

static int
make(struct cr *cr, const char *way, struct cr_transport **out)
{
	struct cr_provider_opts p = { .path = option("provider"),
	    .url = option("url"), .user = option("user"),
	    .password = option("password"), .sender = option("sender"),
	    .report = option("report"), .ca = option("ca"),
	    .timeout = number("timeout", 10),
	    .max_segments = number("max-segments", 0),
	    .exact = option("exact") != NULL };
	struct cr_sftp_opts s = { .url = p.url, .user = p.user,
	    .key = option("key"), .password = p.password,
	    .known_hosts = option("known-hosts"), .timeout = p.timeout };
	struct cr_smtp_opts m = { .url = p.url, .user = p.user,
	    .password = p.password, .ca = p.ca, .timeout = p.timeout,
	    .tls = option("plain") == NULL };

	if (strcmp(way, "provider") == 0)
		return cr_transport_provider(cr, &p, out);
	if (strcmp(way, "command") == 0)
		return command(cr, out);
	if (strcmp(way, "post") == 0)
		return cr_transport_post_dir(cr, option("dir"), out);
	if (strcmp(way, "sftp") == 0)
		return cr_transport_sftp(cr, &s, out);
	if (strcmp(way, "smtp") == 0)
		return cr_transport_smtp(cr, &m, out);
	return cr_fail(cr, CR_EUSAGE, "no way \"%s\"", way);
}

static char *
slurp(struct cr *cr, const char *path, size_t *n)
{
	struct cr_input *in = cr_input_open(cr, path);
	const char *p;
	char *copy = NULL;

	if (in != NULL && cr_input_all(cr, in, (size_t)64 << 20, &p, n) ==
	    CR_OK) {
		copy = cr_malloc(*n + 1);
		memcpy(copy, p, *n + 1);
	}
	cr_input_free(in);
	return copy;
}

static int
send_one(struct cr *cr, struct cr_transport *t, struct cr_outgoing *m,
    char *content)
{
	static const char *const words[] = { "sent", "retry", "refused",
	    "unknown" };
	struct cr_attachment a = { .name = strchr(content, '+') };
	struct cr_handover o = { .code = 0 };
	char *bytes, *other = NULL;
	int err;

	if (a.name != NULL) {
		content[a.name++ - content] = '\0';
		a.bytes = other = slurp(cr, a.name, &a.size);
		m->attachment = &a;
		m->nattachments = 1;
	}
	if ((bytes = slurp(cr, content, &m->size)) == NULL)
		return CR_EUSAGE;
	m->content = bytes;
	m->media = cr_channel_facts(m->channel)->media;
	err = t->send(t, cr, m, &o);
	printf("%s%s %d %s %s\n", words[o.how], o.down ? "!" : "", o.code,
	    o.tracking[0] ? o.tracking : "-", o.answer);
	fflush(stdout);
	free(bytes);
	free(other);
	return err;
}

static int
send_all(struct cr *cr, struct cr_transport *t, char **argv)
{
	char file[256];
	struct cr_outgoing m = { .to = argv[1], .file = file,
	    .name = option("name"), .from = option("from"), .header = "",
	    .subject = "Sollecito", .language = "it" };
	int i, err = CR_OK;

	if (!cr_channel_parse(argv[0], &m.channel))
		return cr_fail(cr, CR_EUSAGE, "no channel \"%s\"", argv[0]);
	if (option("header") != NULL)
		m.header = option("header");
	for (i = 0; argv[3 + i] != NULL && err == CR_OK; i++) {
		if (i == 0)
			snprintf(file, sizeof(file), "%s", argv[2]);
		else
			snprintf(file, sizeof(file), "%s%d", argv[2], i + 1);
		m.message = i + 1;
		err = send_one(cr, t, &m, argv[3 + i]);
	}
	return err;
}

int
main(int argc, char **argv)
{
	struct cr cr;
	struct cr_transport *t = NULL;
	const char *today = getenv("CR_TODAY");
	int i, err;

	for (i = 2; i < argc && strchr(argv[i], '=') != NULL; i++)
		;
	if (argc - i < 4) {
		fprintf(stderr, "usage: way WAY [OPTION=VALUE]... CHANNEL TO "
		    "FILE CONTENT...\n");
		return 2;
	}
	options = argv + 2;
	noptions = i - 2;
	cr_init(&cr, "way");
	if (today != NULL)
		cr_date_parse(today, strlen(today), CR_DATE_ISO, &cr.today);
	if ((err = make(&cr, argv[1], &t)) == CR_OK)
		err = send_all(&cr, t, argv + i);
	if (err != CR_OK)
		fprintf(stderr, "way: %s\n", cr_errmsg(&cr));
	cr_transport_free(t);
	cr_release(&cr);
	return cr_exit_status(err);
}
