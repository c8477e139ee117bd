#ifndef LOOKED_H
#define LOOKED_H

#include "canon_keys.h"
#include "cr/looked.h"
#include "cr/run.h"
#include "provider.h"

/* How one field of a fact comes out of an answer. */
struct looked_field {
	const char *name;
	const struct canon_key *key;	/* of a record; NULL: a note */
	const char *from;		/* a JSON pointer; NULL: VALUE */
	const char *value;
	bool top;			/* from the answer, not its part */
	regex_t *match, *unless;	/* NULL: none */
	const char **words;		/* what, then what it means; NULL */
	enum cr_date_style date;
	struct cr_money_style money;
	int64_t cents;			/* in the answer's unit: 1, 100, ... */
};

/* One fact, or one for each element of a list. */
struct looked_section {
	bool note;
	enum cr_record_type type;
	const char *each;		/* a pointer; NULL: the answer */
	const char *pointer;		/* only when there is a value there */
	regex_t *match;			/* that fits; NULL: any */
	struct looked_field *field;
	size_t nfields;
};

struct cr_looker {
	const struct cr_config_lookup *config;	/* NULL: parsed only */
	struct cr_provider *provider;	/* NULL: a program's own records */
	struct cr_arena arena;
	struct cr_http *http;
	char *password;
	struct cr_template *argument[CR_RUN_MAX_ARGUMENTS];
	size_t narguments;
	const char *const *needs, *const *countries;
	enum cr_looked_word need[CR_LOOKED_WORDS];
	size_t nneeds;
	struct looked_section section[CR_LOOKED_MAX_SECTIONS];
	size_t nsections;
};

/* The sections fact { } of S, the file. CR_EUSAGE with file and line. */
int cr_looked_sections(struct cr *cr, struct cr_looker *l,
    const struct cr_conf_sec *s);
void cr_looked_sections_free(struct cr_looker *l);
extern const struct cr_conf_opt cr_looked_fact_opts[];

/* May a look-up tell records of that type? */
bool cr_looked_may_tell(enum cr_record_type type);

/* Add an empty fact. */
struct cr_looked_fact *cr_looked_add(struct cr_looked_facts *f);

/* The values of P for cr_looked_words. */
struct cr_values *cr_looked_values(const struct cr_looker *l,
    struct cr_arena *a, const struct cr_looked_party *p, const char *day);

/* Say in O what became of it, in words of ours. */
void cr_looked_say(struct cr_looked *o, enum cr_looked_how how,
    const char *fmt, ...) __attribute__((format(printf, 3, 4)));

/* Ask by a program. */
int cr_looked_command(struct cr_looker *l, struct cr *cr,
    const struct cr_looked_party *p, struct cr_looked *out);
/* What an answer means that came with STATUS (of HTTP; 0: of a program). */
void cr_looked_judge(const struct cr_looker *l, int status, bool cut,
    struct cr_looked *o);
/* The records that a program wrote itself, one JSON object a line. */
int cr_looked_records(struct cr *cr, struct cr_arena *a, const char *whom,
    const char *answer, size_t size, struct cr_looked_facts *out);

#endif
