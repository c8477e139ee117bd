#ifndef CR_LOOKED_H
#define CR_LOOKED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/buf.h"
#include "cr/canon.h"
#include "cr/template.h"

struct cr;
struct cr_arena;
struct cr_config_lookup;

/*
 * A look-up in an outside register: a provider's file for look-ups, over
 * HTTP or by a program, cr-lookup(5), which says what is asked about a
 * party, what the answers mean and which facts they hold. It knows nothing
 * of the ledger.
 */
struct cr_looker;

#define CR_LOOKED_MAX_BYTES ((size_t)1 << 20)	/* of an answer */
#define CR_LOOKED_MAX_FACTS 1000		/* in one answer */
#define CR_LOOKED_MAX_SECTIONS 32		/* fact { } in a file */
#define CR_LOOKED_MAX_FIELDS 64			/* in one of them */

/* What can stand between {{ and }}, with a line of help each. */
enum cr_looked_word {
	CR_LOOKED_COUNTRY,
	CR_LOOKED_VAT_COUNTRY,	/* the same, but EL for Greece */
	CR_LOOKED_VAT,
	CR_LOOKED_TAX_CODE,
	CR_LOOKED_NAME,
	CR_LOOKED_KIND,
	CR_LOOKED_STREET,
	CR_LOOKED_ZIP,
	CR_LOOKED_CITY,
	CR_LOOKED_PROVINCE,
	CR_LOOKED_CODE,
	CR_LOOKED_PARTY,
	CR_LOOKED_DAY,
	CR_LOOKED_USER,
	CR_LOOKED_PASSWORD,
	CR_LOOKED_REQUESTER,
	CR_LOOKED_REQUESTER_COUNTRY,
	CR_LOOKED_WORDS
};

extern const struct cr_template_word cr_looked_words[CR_LOOKED_WORDS + 1];

/* Of whom something is asked; NULL is not known. */
struct cr_looked_party {
	int64_t id;
	const char *code, *kind, *name, *country, *vat, *tax_code;
	const char *street, *zip, *city, *province;
};

/* What is to be thought of an answer. */
enum cr_looked_how {
	CR_LOOKED_FOUND,	/* it has facts */
	CR_LOOKED_NONE,		/* the register does not know it */
	CR_LOOKED_REFUSED,	/* it cannot be asked like that, now or later */
	CR_LOOKED_LATER,	/* there is no answer: try again */
};

/* found none refused later */
const char *cr_looked_word(enum cr_looked_how how);

struct cr_looked {
	enum cr_looked_how how;
	bool stop;		/* LATER: not for this party alone */
	bool said;		/* the register says so, as the file has it */
	int64_t wait;		/* seconds that it wants to be left; 0 */
	char reason[256];	/* in its words, or ours */
	struct cr_buf answer;	/* the bytes; empty: none */
};

/*
 * Open the look-up of a section of cr.conf(5); SHARE is where the files that
 * come with cr are. CR_EUSAGE with file and line.
 */
int cr_looker_open(struct cr *cr, const struct cr_config_lookup *c,
    const char *share, struct cr_looker **out);
void cr_looker_close(struct cr_looker *l);	/* NULL is nothing */
/* Could it be opened? Without its password, which others may not read. */
int cr_looker_check(struct cr *cr, const struct cr_config_lookup *c,
    const char *share);

/*
 * What P is asked for by, "IT 01234567897", appended to KEY: what the file
 * needs. False, with the name of what is missing in *LACKS, or NULL when the
 * look-up is not for its country.
 */
bool cr_looker_key(const struct cr_looker *l, const struct cr_looked_party *p,
    struct cr_buf *key, const char **lacks);

/*
 * Ask about P and wait. An enum cr_error when nobody can be asked at all
 * until somebody mends the configuration; all else is told in OUT, whose
 * buffer the caller has initialised and releases.
 */
int cr_looker_ask(struct cr_looker *l, struct cr *cr,
    const struct cr_looked_party *p, struct cr_looked *out);

/* One thing that an answer says. */
struct cr_looked_fact {
	const char *note;	/* its name, when it is no record; else NULL */
	const char *value;	/* of a note */
	struct cr_record record;
};

struct cr_looked_facts {
	struct cr_looked_fact *v;
	size_t n, cap;
};

/*
 * The facts of an answer of SIZE bytes that was "found", in A. What cannot be
 * read is told with cr_refuse(), WHOM before it, and left out. Free OUT->v.
 */
int cr_looker_read(const struct cr_looker *l, struct cr *cr,
    struct cr_arena *a, const char *whom, const char *answer, size_t size,
    struct cr_looked_facts *out);

/* Read a file for look-ups without using it: N bytes of TEXT. */
int cr_looker_parse(struct cr *cr, const char *name, const char *text,
    size_t n, struct cr_looker **out);

#endif
