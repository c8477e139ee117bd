#ifndef PROVIDER_H
#define PROVIDER_H

#include <regex.h>

#include "cr/arena.h"
#include "cr/provider.h"
#include "cr/template.h"

/* How one answer is known, and what it means. */
struct provider_answer {
	enum cr_delivery how;
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
