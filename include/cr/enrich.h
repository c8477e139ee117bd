#ifndef CR_ENRICH_H
#define CR_ENRICH_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

#include "cr/balance.h"
#include "cr/field.h"
#include "cr/lookup.h"

struct cr;
struct cr_config_lookup;
struct cr_keys;
struct cr_printer;

/*
 * Asking outside registers about parties, each once for as long as its
 * answer serves. An answer is booked with its facts as soon as it is there,
 * in a transaction of its own, so that no run that dies has one asked, and
 * paid, again. What a register says of a party otherwise than we do is told
 * and kept as a difference; it takes the place of ours only when somebody
 * accepts it. A register that is down, or wants to be left, is left until
 * its time has come, and the others go on.
 */
struct cr_enrich_opts {
	const struct cr_config_lookup *lookups;
	size_t nlookups;
	const char *only;		/* the name of one; NULL: all */
	const char *share;		/* where the usual files are */
	const struct cr_keys *keys;	/* parties; NULL: none */
	bool all;			/* all debtors */
	bool expired;			/* those whose answer has expired */
	bool force;			/* though the answer still serves */
	bool again;			/* read answers again, ask nobody */
	bool accept;			/* take over what differs */
	const volatile sig_atomic_t *stop;	/* not 0: stop after this one */
};

/* What became of a fact. */
enum cr_enrich_how {
	CR_ENRICH_NONE,		/* there is no fact: of the look-up itself */
	CR_ENRICH_NEW,
	CR_ENRICH_SAME,		/* it was known, or is as we have it */
	CR_ENRICH_DIFFERS,	/* ours stands */
	CR_ENRICH_REPLACED,	/* it has taken the place of another */
};

/* NULL is not said. */
struct cr_enrich_row {
	int64_t party;
	const char *name;		/* of the party */
	const char *lookup, *asked;
	/* found none refused later; ask and again of a dry run */
	const char *state;
	const char *fact;		/* party, contact, score, note, ... */
	const char *field, *value, *ours;
	enum cr_enrich_how how;
	const char *source;
	struct cr_date day, until;
	const char *reason;
};

/*
 * EACH is told of every fact after it is booked, and of every look-up that
 * found none. CR_EUSAGE when the configuration is not right, before anybody
 * is asked; CR_ENET when some have to be asked again later.
 */
int cr_enrich_run(struct cr *cr, const struct cr_enrich_opts *opts,
    void (*each)(void *ctx, const struct cr_enrich_row *row), void *ctx);

/* What notes and differences stood on the day; KEYS may be NULL: of all. */
int cr_enrich_findings(struct cr *cr, const struct cr_as_of *as_of,
    const struct cr_keys *keys, const char *only,
    void (*each)(void *ctx, const struct cr_enrich_row *row), void *ctx);

/* The look-ups that stood on the day; with EXPIRED those that serve no more. */
int cr_enrich_list(struct cr *cr, const struct cr_as_of *as_of,
    const struct cr_keys *keys, const char *only, bool expired,
    void (*each)(void *ctx, const struct cr_enrich_row *row), void *ctx);

/* The records of cr-enrich. */
#define CR_ENRICH_FIELDS 14

extern const struct cr_field cr_enrich_fields[CR_ENRICH_FIELDS];

/* Print one; CTX is a struct cr_printer. */
void cr_enrich_put(void *ctx, const struct cr_enrich_row *row);

/* What cr-enrich(1) is asked to do, word by word. */
struct cr_enrich_job {
	struct cr_enrich_opts opts;
	struct cr_as_of as_of;
	bool list, found;
};

void cr_enrich_job_init(struct cr *cr, struct cr_enrich_job *j);
/*
 * NAME is a long option of cr-enrich(1), VALUE what it was given, or NULL;
 * borrowed. CR_EUSAGE when it makes no sense.
 */
int cr_enrich_job_ask(struct cr *cr, struct cr_enrich_job *j,
    const char *name, const char *value);
/* Does it go together? KEYED: there are keys. CR_EUSAGE if it does not. */
int cr_enrich_job_check(struct cr *cr, const struct cr_enrich_job *j,
    bool keyed);
/* Do it; PRINTER is open. */
int cr_enrich_job_do(struct cr *cr, struct cr_enrich_job *j,
    const struct cr_keys *keys, struct cr_printer *printer);

#endif
