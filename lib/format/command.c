#include "cr/command.h"

#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "cr/arena.h"
#include "cr/channel.h"
#include "cr/cr.h"
#include "cr/mem.h"
#include "cr/run.h"
#include "cr/str.h"
#include "provider.h"

#define PATH_PLACE "{{path}}"
#define ARGUMENT_MAX ((size_t)64 * 1024)

struct command {
	struct cr_transport t;
	struct cr *cr;			/* of the message under way */
	char *text[CR_RUN_MAX_ARGUMENTS];	/* as it was given */
	struct cr_template *argument[CR_RUN_MAX_ARGUMENTS];
	size_t n;
	bool wants_path;
	char *sender;
	struct way_terms terms;
	int64_t timeout;
	regex_t *reference, *retry;	/* NULL: none */
};

/* TEXT with PATH for its place; the rest was filled already. */
static const char *
with_path(struct cr_arena *a, const char *text, const char *path)
{
	struct cr_buf b;
	const char *at;

	cr_buf_init(&b);
	for (; (at = strstr(text, PATH_PLACE)) != NULL;
	    text = at + strlen(PATH_PLACE)) {
		cr_buf_add(&b, text, (size_t)(at - text));
		cr_buf_adds(&b, path);
	}
	cr_buf_adds(&b, text);
	text = cr_arena_strndup(a, b.s, b.len);
	cr_buf_release(&b);
	return text;
}

/*
 * Fill the arguments. A value that stands first in one must not make it an
 * option: false, with why in O.
 */
static bool
fill(struct command *c, const struct cr_values *v, struct cr_arena *a,
    const char *path, const char **argv, struct cr_handover *o)
{
	struct cr *cr = c->cr;
	struct cr_buf b;
	size_t i;
	bool ok = true;

	cr_buf_init_max(&b, ARGUMENT_MAX);
	for (i = 0; i < c->n && ok; i++) {
		cr_buf_clear(&b);
		if (c->argument[i] == NULL) {
			argv[i] = with_path(a, c->text[i], path);
			continue;
		}
		ok = cr_template_fill(cr, c->argument[i], v, &b) == CR_OK &&
		    (*b.s != '-' || *c->text[i] == '-');
		argv[i] = cr_arena_strndup(a, b.s, b.len);
	}
	if (!ok && b.full)
		cr_way_say(o, CR_DELIVERY_REFUSED, "the argument \"%s\" is "
		    "too long", c->text[i - 1]);
	else if (!ok)
		cr_way_say(o, CR_DELIVERY_REFUSED, "the argument \"%s\" "
		    "would be taken for an option", c->text[i - 1]);
	argv[i] = NULL;
	cr_buf_release(&b);
	return ok;
}

/* What it means that the program ended with STATUS, having said OUTPUT. */
static void
judge_status(const struct command *c, int status, const char *output,
    struct cr_handover *o)
{
	bool stop = status == EX_CONFIG || status == EX_NOPERM;

	o->how = status == EX_OK ? CR_DELIVERY_SENT : stop ||
	    status == EX_TEMPFAIL ? CR_DELIVERY_RETRY : CR_DELIVERY_REFUSED;
	if (o->how == CR_DELIVERY_REFUSED && c->retry != NULL &&
	    regexec(c->retry, output, 0, NULL, 0) == 0) {
		o->how = CR_DELIVERY_RETRY;
		stop = true;
	}
	o->down = stop;
}

static void
judge(const struct command *c, enum cr_run_end end, int status,
    const struct cr_buf *output, struct cr_handover *o)
{
	regmatch_t m[2];

	o->code = end == CR_RUN_EXITED ? status : 0;
	cr_way_quote(o->answer, sizeof(o->answer), output->s, output->len);
	if (end != CR_RUN_EXITED) {
		o->down = true;
		if (end == CR_RUN_LATE)
			cr_way_say(o, CR_DELIVERY_UNKNOWN,
			    "the program did not end in time");
		else
			cr_way_say(o, CR_DELIVERY_UNKNOWN,
			    "the program was killed by signal %d", status);
		return;
	}
	judge_status(c, status, output->s, o);
	if (o->answer[0] == '\0')
		snprintf(o->answer, sizeof(o->answer), "exit status %d",
		    status);
	if (status == EX_OK && c->reference != NULL &&
	    regexec(c->reference, output->s, 2, m, 0) == 0 &&
	    m[1].rm_so >= 0)
		cr_way_quote(o->tracking, sizeof(o->tracking),
		    output->s + m[1].rm_so,
		    (size_t)(m[1].rm_eo - m[1].rm_so));
}

static int
run(struct command *c, const char *const *argv, const struct cr_outgoing *m,
    struct cr_handover *o)
{
	struct cr_buf output;
	struct cr_run r = { .argv = argv, .input = m->content, .size = m->size,
	    .timeout = c->timeout, .output = &output };
	enum cr_run_end end;
	int err, status;

	cr_buf_init_max(&output, CR_RUN_MAX_OUTPUT);
	if ((err = cr_run_program(c->cr, &r, &end, &status)) == CR_OK)
		judge(c, end, status, &output, o);
	cr_buf_release(&output);
	return err;
}

/* With the content in a file, if it is wanted there. */
static int
fill_and_run(struct command *c, const struct cr_outgoing *m,
    const struct cr_values *v, struct cr_arena *a, struct cr_handover *o)
{
	const char *argv[CR_RUN_MAX_ARGUMENTS + 1];
	char *path = NULL;
	int err = CR_OK, fd;

	if (c->wants_path) {
		err = cr_run_file(c->cr, m->content, m->size, &path, &fd);
		if (path != NULL)
			close(fd);
	}
	if (err == CR_OK && fill(c, v, a, path, argv, o))
		err = run(c, argv, m, o);
	if (path != NULL)
		unlink(path);
	free(path);
	return err;
}

static int
command_send(struct cr_transport *t, struct cr *cr,
    const struct cr_outgoing *m, struct cr_handover *o)
{
	struct command *c = (struct command *)t;
	struct cr_arena a;
	struct cr_values *v;
	int err = CR_OK;

	*o = (struct cr_handover){ .how = CR_DELIVERY_RETRY };
	c->cr = cr;
	cr_arena_init(&a);
	v = cr_values_new(&a, cr_provider_words);
	if (cr_way_values(&a, &c->terms, m, v, o))
		err = fill_and_run(c, m, v, &a, o);
	if (err != CR_OK)
		o->down = true;
	cr_arena_release(&a);
	return err;
}

static void
free_regex(regex_t *r)
{
	if (r == NULL)
		return;
	regfree(r);
	free(r);
}

static void
command_free(struct cr_transport *t)
{
	struct command *c = (struct command *)t;
	size_t i;

	for (i = 0; i < c->n; i++) {
		free(c->text[i]);
		cr_template_free(c->argument[i]);
	}
	free_regex(c->reference);
	free_regex(c->retry);
	free(c->sender);
	free(c);
}

static int
take_argument(struct cr *cr, struct command *c, const char *text)
{
	size_t i = c->n++;
	const char *rest;

	c->text[i] = cr_strdup(text);
	/* The path is ours, and a value must not be looked at twice. */
	if ((rest = strstr(text, PATH_PLACE)) != NULL) {
		c->wants_path = true;
		if (strstr(text, "{{") == rest &&
		    strstr(rest + 2, "{{") == NULL)
			return CR_OK;
		return cr_fail(cr, CR_EUSAGE, "{{path}} stands with no other "
		    "place in an argument");
	}
	return cr_template_parse(cr, "command", 1, c->text[i],
	    strlen(c->text[i]), CR_TEMPLATE_TEXT, cr_provider_words,
	    &c->argument[i]);
}

static int
take_regex(struct cr *cr, const char *text, regex_t **out)
{
	regex_t r;

	if (text == NULL)
		return CR_OK;
	if (regcomp(&r, text, REG_EXTENDED | REG_NEWLINE) != 0)
		return cr_fail(cr, CR_EUSAGE, "\"%s\" is no regular "
		    "expression", text);
	*out = cr_malloc(sizeof(**out));
	**out = r;
	return CR_OK;
}

static int
take_opts(struct cr *cr, struct command *c, const struct cr_command_opts *o)
{
	size_t i;
	int err;

	if (o->argv == NULL || o->argv[0] == NULL)
		return cr_fail(cr, CR_EUSAGE, "the configuration names no "
		    "program (command = ...)");
	if (strstr(o->argv[0], "{{") != NULL)
		return cr_fail(cr, CR_EUSAGE, "the program is the same for "
		    "all messages");
	for (i = 0; o->argv[i] != NULL; i++) {
		if (i == CR_RUN_MAX_ARGUMENTS)
			return cr_fail(cr, CR_EUSAGE, "a command has at most "
			    "%d arguments", CR_RUN_MAX_ARGUMENTS);
		if ((err = take_argument(cr, c, o->argv[i])) != CR_OK)
			return err;
	}
	c->sender = o->sender ? cr_strdup(o->sender) : NULL;
	c->terms = (struct way_terms){ .sender = c->sender,
	    .max_segments = o->max_segments };
	c->timeout = o->timeout;
	if ((err = take_regex(cr, o->reference, &c->reference)) != CR_OK)
		return err;
	return take_regex(cr, o->retry, &c->retry);
}

int
cr_transport_command(struct cr *cr, const struct cr_command_opts *opts,
    struct cr_transport **out)
{
	struct command *c = cr_calloc(1, sizeof(*c));
	int err;

	*out = NULL;
	c->t = (struct cr_transport){ command_send, command_free };
	if ((err = take_opts(cr, c, opts)) == CR_OK)
		*out = &c->t;
	else
		command_free(&c->t);
	return err;
}
