#ifndef ENRICHING_H
#define ENRICHING_H

#include "cr/arena.h"
#include "cr/canon.h"
#include "cr/config_lookup.h"
#include "cr/cr.h"
#include "cr/enrich.h"
#include "cr/looked.h"
#include "cr/party.h"

/* Registers being asked; shared by the enrich_*.c files. */

/* One register. */
struct enrich_lane {
	const struct cr_config_lookup *config;
	struct cr_looker *looker;
	int lock;		/* -1: none */
	bool closed;		/* it is not asked any more in this run */
	bool told;		/* why not */
	int64_t due;		/* ms since 1970: when it may be asked again */
	int64_t failures;	/* in a row */
	int64_t today;		/* how many times it was asked today */
	int64_t *parties;	/* still to be looked at, from NEXT on */
	size_t n, cap, next;
};

struct enriching {
	struct cr *cr;
	const struct cr_enrich_opts *opts;
	void (*each)(void *ctx, const struct cr_enrich_row *row);
	void *ctx;
	struct enrich_lane *lane;
	size_t nlanes;
	bool later;		/* something has to be asked again */
	char *why;		/* a register cannot be used at all; NULL */

	/* the party and the look-up at hand */
	struct cr_arena arena;
	struct enrich_lane *at;
	struct cr_party party;
	struct cr_lookup lookup;
	struct cr_enrich_row *row;	/* told after the commit */
	size_t nrows, crows;
	unsigned changed;	/* rows that were written of it */
};

/* A row of the look-up at hand. */
struct cr_enrich_row *cr_enrich_row(struct enriching *e);
/* The same of a fact. */
void cr_enrich_fact(struct enriching *e, const char *fact, const char *field,
    const char *value, const char *ours, enum cr_enrich_how how);

/*
 * Book the look-up at hand, which is not in the ledger if its id is 0, with
 * the facts of its answer, and the register's pace: one transaction.
 */
int cr_enrich_book(struct enriching *e);
/* The pace alone. */
int cr_enrich_book_pace(struct enriching *e, struct enrich_lane *l);

/* Facts, in the transaction of cr_enrich_book(). */
int cr_enrich_party(struct enriching *e, const struct cr_rec_party *p);
/*
 * Does what F found still differ from P as it is? 1, with what P has now; 0;
 * or an enum cr_error.
 */
int cr_enrich_still_differs(struct cr *cr, const struct cr_party *p,
    const struct cr_finding *f, const char **fact, const char **ours);
int cr_enrich_risk(struct enriching *e, const struct cr_record *r);
/* It says VALUE where we have OURS: kept, and told. */
int cr_enrich_differs(struct enriching *e, const char *fact,
    const char *field, const char *value, const char *ours);

/*
 * Open the registers: CR_EUSAGE when one is not set up right. One that
 * another run is asking is closed, and told.
 */
int cr_enrich_open(struct enriching *e);
void cr_enrich_close(struct enriching *e);
/* May L be asked now? If not, and it is not closed either, then at L->due. */
bool cr_enrich_may_ask(struct enriching *e, struct enrich_lane *l);
/* The register at hand was asked: when it may be asked next. */
void cr_enrich_space(struct enrich_lane *l);
/* It gave no answer: let it rest, longer each time. */
void cr_enrich_rest(struct enriching *e, const struct cr_looked *o);
/* It cannot be used as it is set up: the others go on. */
void cr_enrich_broken(struct enriching *e);
void cr_enrich_sleep(int64_t due);

#endif
