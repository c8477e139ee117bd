#ifndef PROVIDER_H
#define PROVIDER_H

#include <regex.h>

#include "cr/arena.h"
#include "cr/conf.h"
#include "cr/provider.h"
#include "cr/template.h"

/*
 * What a file is about: messages that are handed over, or look-ups
 * (cr/looked.h), and with it what may stand in it.
 */
struct provider_kind {
	const struct cr_conf_opt *opts;
	const struct cr_template_word *words;
	const struct provider_is {
		const char *word;	/* NULL ends it */
		int how;
		bool stop;
	} *is;
	bool lookups;
};

/* The options that files of all kinds have. */
#define PROVIDER_OPTS \
	{ .name = "method", .type = CR_CONF_TEXT }, \
	{ .name = "url", .type = CR_CONF_TEXT }, \
	{ .name = "headers", .type = CR_CONF_LIST }, \
	{ .name = "basic", .type = CR_CONF_BOOL }, \
	{ .name = "type", .type = CR_CONF_TEXT }, \
	{ .name = "body", .type = CR_CONF_LIST }, \
	{ "part", CR_CONF_SECTION, cr_provider_part_opts, CR_CONF_MANY }, \
	{ "answer", CR_CONF_SECTION, cr_provider_answer_opts, CR_CONF_MANY }

extern const struct cr_conf_opt cr_provider_part_opts[];
extern const struct cr_conf_opt cr_provider_answer_opts[];

/* How one answer is known, and what it means. */
struct provider_answer {
	int how;		/* enum cr_delivery; enum cr_looked_how */
	bool stop;		/* "stop": the provider takes nothing */
	struct provider_range { int from, to; } *status;
	size_t nstatus;		/* 0: any */
	const char *pointer;	/* into JSON; NULL: the whole body */
	regex_t *match;		/* NULL: any, but the pointer must lead */
	/* The number of the message, and the reason. */
	struct provider_find {
		const char *pointer;
		regex_t *match;		/* its first group, or all of it */
	} reference, reason;
};

struct provider_part {
	const char *name;
	struct cr_template *value;	/* NULL: the content */
	struct cr_template *filename;	/* NULL: none */
	const char *type;		/* NULL: none is said */
};

enum provider_body {
	PROVIDER_NONE,
	PROVIDER_TEXT,		/* BODY filled */
	PROVIDER_CONTENT,	/* the message itself */
	PROVIDER_PARTS,		/* multipart/form-data */
};

struct cr_provider {
	struct cr_arena arena;
	struct cr_conf *conf;
	const struct provider_kind *kind;
	const char *method;
	struct cr_template *url;
	bool relative;		/* it begins with "/" */
	struct cr_template *header[CR_PROVIDER_MAX_HEADERS];
	size_t nheaders;
	bool basic;		/* Basic authentication */
	bool idempotent;	/* what it has already it does not take again */
	enum provider_body form;
	const char *type;	/* of the body */
	struct cr_template *body;
	struct provider_part part[CR_PROVIDER_MAX_PARTS];
	size_t nparts;
	struct provider_answer answer[CR_PROVIDER_MAX_ANSWERS];
	size_t nanswers;
};

/* The file that CONF has read, which is freed with *OUT or at once. */
int cr_provider_take(struct cr *cr, struct cr_conf *conf,
    const struct provider_kind *kind, struct cr_provider **out);
/* Its answers. */
int cr_provider_answers(struct cr *cr, const struct cr_conf_sec *s,
    struct cr_provider *p);
/* The regular expression TEXT of the option NAME; free it after. */
int cr_provider_regex(struct cr *cr, const struct cr_conf_sec *s,
    const char *name, const char *text, regex_t **out);
void cr_provider_regex_free(regex_t *r);

/* An answer that is being looked at. */
#define PROVIDER_TEXT_MAX 4096	/* what expressions look at */

struct provider_view {
	char text[PROVIDER_TEXT_MAX];	/* the body, a C string */
	struct cr_json *json;	/* NULL: it is none */
};

/*
 * N bytes of BODY; CUT: there was more. EXACT: its numbers with decimals are
 * texts, digit by digit. Release the view.
 */
void cr_provider_view(struct provider_view *v, const char *body, size_t n,
    bool cut, bool exact);
void cr_provider_view_release(struct provider_view *v);
/* The first section of P that fits; NULL: none does. */
const struct provider_answer *cr_provider_match(const struct cr_provider *p,
    int status, const struct provider_view *v);
/* What F finds, a line of it; TO is left alone when it finds nothing. */
void cr_provider_find(const struct provider_find *f,
    const struct provider_view *v, char *to, size_t size);
/* What POINTER (RFC 6901) leads to from J; NULL: nothing. */
const struct cr_json *cr_provider_follow(const struct cr_json *j,
    const char *pointer);
/* A value as text; false of a list, an object and nothing. */
bool cr_provider_text(const struct cr_json *j, char *to, size_t size);

/*
 * Values of message M for cr_provider_words; of a text message the text is
 * the one that goes. False, with why in O, when it cannot go at all.
 */
struct way_terms {
	const char *sender, *user, *password;
	int64_t max_segments;
	bool exact;
};

bool cr_way_values(struct cr_arena *a, const struct way_terms *t,
    const struct cr_outgoing *m, struct cr_values *v, struct cr_handover *o);

/* Say in O what became of it, in words of ours. */
void cr_way_say(struct cr_handover *o, enum cr_delivery how, const char *fmt,
    ...) __attribute__((format(printf, 3, 4)));
/* The first line of N bytes of TEXT, as far as it can be shown. */
void cr_way_quote(char *to, size_t size, const char *text, size_t n);

#endif
