#ifndef CR_CREDIT_LIMIT_H
#define CR_CREDIT_LIMIT_H

#include <stdbool.h>
#include <stdint.h>

#include "cr/balance.h"
#include "cr/date.h"
#include "cr/money.h"

struct cr;
struct cr_arena;

/*
 * Credit limits as they are kept: computed ones, each in force until there
 * is another, and those that a person set, which go before them and end on
 * their last day. Nothing is overwritten: what becomes of a limit is an act
 * of its own, so that any past day is told as it was.
 */
enum cr_limit_act {
	CR_LIMIT_NOTHING,	/* became of it yet */
	CR_LIMIT_APPROVE,
	CR_LIMIT_REFUSE,	/* it never counted */
	CR_LIMIT_WITHDRAW,	/* it counts no more */
	CR_LIMIT_ACTS
};

/* How a limit stands on a day. */
enum cr_kept_state {
	CR_KEPT_COUNTS,		/* it may be in force */
	CR_KEPT_PENDING,	/* waits for an approval */
	CR_KEPT_FUTURE,
	CR_KEPT_ENDED,		/* its last day is past */
	CR_KEPT_REFUSED,
	CR_KEPT_WITHDRAWN,
	CR_KEPT_STATES
};

/* "approve", ...; "" for nothing. */
const char *cr_limit_act_word(enum cr_limit_act act);
const char *cr_kept_word(enum cr_kept_state state);
bool cr_kept_parse(const char *word, enum cr_kept_state *out);

struct cr_credit_limit {
	int64_t id, party;
	bool computed;		/* else a person set it */
	struct cr_money amount;	/* 0: cash only */
	char currency[CR_CURRENCY_SIZE];
	struct cr_date day;	/* the first it counts on */
	struct cr_date until;	/* the last; CR_DATE_NONE: open */
	const char *reason;	/* of a person */
	const char *who;
	bool asks;		/* counts when somebody approved it */
	const char *class_name;	/* of a computed one; NULL: unrated */
	const char *part;	/* NULL: nothing was known */
	const char *rules;	/* digest, of a computed one */
	const char *detail;	/* each part, JSON */
	/* set by reading: */
	struct cr_date told;	/* the day of its run */
	enum cr_limit_act act;	/* the last one that was known */
	struct cr_date acted;	/* its day */
	const char *actor, *act_reason;
	bool in_force;		/* of those that count, the one; not read */
};

/* Keep it, in a transaction and a run; its number goes to L->id. */
int cr_credit_limit_add(struct cr *cr, struct cr_credit_limit *l);
/* REASON may be NULL. */
int cr_credit_limit_act(struct cr *cr, int64_t id, enum cr_limit_act act,
    const char *reason);
/* The rules are kept once, by their digest. */
int cr_limit_rules_keep(struct cr *cr, const char *digest, const char *text);

/*
 * Call EACH for the limits of PARTY (0: of all) that were known on a day, by
 * party, first day and number; what was undone is not told. Text is
 * borrowed for the call. EACH returns 0 to go on; anything else stops and
 * is returned.
 */
int cr_credit_limit_each(struct cr *cr, const struct cr_as_of *as_of,
    int64_t party, int (*each)(void *ctx, const struct cr_credit_limit *l),
    void *ctx);
/*
 * The same for the limit in force in CURRENCY of every party that has one,
 * by party.
 */
int cr_limit_in_force_each(struct cr *cr, const struct cr_as_of *as_of,
    const char *currency,
    int (*each)(void *ctx, int64_t party, struct cr_money limit), void *ctx);
/* One by its number, as it is now: 1, 0 or an error. Text is in A. */
int cr_credit_limit_get(struct cr *cr, int64_t id, struct cr_arena *a,
    struct cr_credit_limit *out);

/* How L stands on DAY, by what was read of it. */
enum cr_kept_state cr_kept_state(const struct cr_credit_limit *l,
    struct cr_date day);
/*
 * Of two limits of a party and currency that count: does A go before B? One
 * that was set goes before one that was computed, the later before the
 * earlier.
 */
bool cr_kept_before(const struct cr_credit_limit *a,
    const struct cr_credit_limit *b);

#endif
