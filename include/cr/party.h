#ifndef CR_PARTY_H
#define CR_PARTY_H

#include <stdbool.h>
#include <stdint.h>

#include "cr/date.h"

struct cr;
struct cr_arena;
struct cr_as_of;

/*
 * Companies, persons and public bodies, and in code spaces of their own the
 * sales agents and depots. Lookups return 1 (found), 0, or an enum cr_error.
 */
struct cr_party {
	int64_t id;
	const char *space;	/* party, agent, depot */
	const char *code;
	const char *kind;	/* company, person, pa */
	const char *name;
	const char *country, *vat, *tax_code;
	const char *street, *zip, *city, *province;
	const char *sdi_code, *iban, *language, *area, *category, *profession;
	int64_t agent, depot;	/* parties; 0: none */
	int seasonal;		/* 1 yes, 0 no, -1 not known */
	int32_t term_days;	/* agreed terms; -1: none */
};

/* All empty. */
#define CR_PARTY_NONE ((struct cr_party){ .seasonal = -1, .term_days = -1 })

/* One party; its text lives in A. */
int cr_party_get(struct cr *cr, int64_t id, struct cr_arena *a,
    struct cr_party *out);
/*
 * The same as it was on a day: what was changed later is told as it was. So
 * is one that was undone since.
 */
int cr_party_then(struct cr *cr, int64_t id, const struct cr_as_of *as_of,
    struct cr_arena *a, struct cr_party *out);
/*
 * Call EACH for every one that was a person on a day, in the order of their
 * numbers. PROFESSION is borrowed; NULL: not told.
 */
int cr_party_persons(struct cr *cr, const struct cr_as_of *as_of,
    int (*each)(void *ctx, int64_t party, const char *profession), void *ctx);
/*
 * Call EACH with code and name of every one, in the order of their numbers.
 * Borrowed; CODE may be NULL.
 */
int cr_party_names(struct cr *cr, int (*each)(void *ctx, int64_t party,
    const char *code, const char *name), void *ctx);
/* The party with a code in the ERP's SPACE. */
int cr_party_by_code(struct cr *cr, const char *space, const char *code,
    int64_t *id);
/*
 * Call EACH for every party whose VAT number is VAT, or whose tax code is
 * TAX_CODE (either may be NULL), oldest first.
 */
int cr_party_by_tax(struct cr *cr, const char *vat, const char *tax_code,
    struct cr_arena *a, int (*each)(void *ctx, const struct cr_party *p),
    void *ctx);

/* Add one, made by this run; without space it is a "party". */
int cr_party_add(struct cr *cr, const struct cr_party *p, int64_t *id);

/*
 * Take what NOW says and OLD does not; with FILL only where OLD says
 * nothing. What NOW does not say stays. Each field is booked as a change
 * and told to EACH.
 */
int cr_party_update(struct cr *cr, const struct cr_party *old,
    const struct cr_party *now, bool fill,
    void (*each)(void *ctx, const char *field, const char *was,
    const char *is), void *ctx);
/* Set one field by its column's name, without booking; for undoing. */
int cr_party_restore(struct cr *cr, int64_t id, const char *field,
    const char *value);

/* debtor creditor agent depot provider factor insurer lawyer bank */
int cr_party_role_add(struct cr *cr, int64_t id, const char *role);
int cr_party_role_has(struct cr *cr, int64_t id, const char *role);
/* Call EACH for the parties with ROLE, oldest first. */
int cr_party_role_each(struct cr *cr, const char *role,
    int (*each)(void *ctx, int64_t id), void *ctx);

/*
 * Addresses. CHANNEL is email pec mobile phone fax, PURPOSE "" or dunning,
 * legal, ... Text given to EACH is borrowed.
 */
int cr_contact_each(struct cr *cr, int64_t party, const char *channel,
    int (*each)(void *ctx, const char *address, const char *purpose),
    void *ctx);
int cr_contact_add(struct cr *cr, int64_t party, const char *channel,
    const char *address, const char *purpose);
int cr_contact_end(struct cr *cr, int64_t party, const char *channel,
    const char *address, const char *purpose);

/* An address as it was on a day, and who told it. */
struct cr_contact {
	int64_t party, run;	/* run: that recorded it */
	const char *channel, *address, *purpose;
	const char *name;	/* who answers there; NULL */
	const char *source;	/* NULL: nobody told */
	struct cr_date day;	/* and when; CR_DATE_NONE */
};

/*
 * Call EACH for the addresses of PARTY (0: of all) that stood on the day;
 * with PAST also for those that had ended. Text is borrowed for the call;
 * EACH returns 0 to go on.
 */
int cr_contact_then(struct cr *cr, const struct cr_as_of *as_of,
    int64_t party, bool past,
    int (*each)(void *ctx, const struct cr_contact *c), void *ctx);

/*
 * Who tells that address, and on which DAY he did: INI-PEC, the debtor. It
 * is one that stands, whatever its purpose; *ADDED is false when the same
 * was told before. A later one takes its place.
 */
int cr_contact_source_add(struct cr *cr, int64_t party, const char *channel,
    const char *address, const char *source, struct cr_date day,
    bool *added);
/* The latest one: 1, with SOURCE in A; 0: nobody told; or an error. */
int cr_contact_source(struct cr *cr, int64_t party, const char *channel,
    const char *address, struct cr_arena *a, const char **source,
    struct cr_date *day);

#endif
