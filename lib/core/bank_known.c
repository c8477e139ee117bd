#include "bank_known.h"

#include <stdio.h>
#include <string.h>

#include "cr/bank.h"
#include "cr/bank_sort.h"
#include "cr/str.h"
#include "importing.h"

enum { CONFLICT = -1, EXACT = 100 };

/* How far two texts agree in letters and digits up to the shorter's end. */
static bool
is_alike(const char *a, const char *b)
{
	size_t n = 0;

	for (;; a++, b++, n++) {
		while (*a != '\0' && !cr_is_digit(*a) && !cr_is_alpha(*a))
			a++;
		while (*b != '\0' && !cr_is_digit(*b) && !cr_is_alpha(*b))
			b++;
		if (*a == '\0' || *b == '\0')
			return n > 0;
		if (cr_upper(*a) != cr_upper(*b))
			return false;
	}
}

static bool
both(const char *a, const char *b)
{
	return a != NULL && b != NULL;
}

/* Of one source the words are the same, or it is another movement. */
static int
same_source(const struct cr_rec_entry *e, const char *const *k)
{
	const char *ref = k[CR_BT_SERVICER_REF], *name = k[CR_BT_NAME];

	if (both(e->servicer_ref, ref) && cr_bank_is_ref(ref))
		return strcmp(e->servicer_ref, ref) == 0 &&
		    (!both(e->name, name) || is_alike(e->name, name)) ?
		    EXACT : CONFLICT;
	return cr_streq(e->name, name) &&
	    cr_streq(e->iban, k[CR_BT_IBAN]) &&
	    cr_streq(e->end_to_end, k[CR_BT_END_TO_END]) &&
	    cr_streq(e->remittance, k[CR_BT_REMITTANCE]) ? EXACT : CONFLICT;
}

static int
likeness(const struct cr_rec_entry *e, const struct cr_bank_entry *kept)
{
	const char *const *k = kept->text;
	int score = 1, words = 0, unlike = 0;

	if (both(e->end_to_end, k[CR_BT_END_TO_END]) &&
	    strcmp(e->end_to_end, k[CR_BT_END_TO_END]) != 0)
		return CONFLICT;
	if (strcmp(e->source, kept->source) == 0)
		return same_source(e, k);
	if (both(e->end_to_end, k[CR_BT_END_TO_END]))
		score += 4;
	if (both(e->servicer_ref, k[CR_BT_SERVICER_REF]) &&
	    strcmp(e->servicer_ref, k[CR_BT_SERVICER_REF]) == 0)
		score += 4;
	if (both(e->iban, k[CR_BT_IBAN]) && strcmp(e->iban, k[CR_BT_IBAN]) == 0)
		score += 2;
	if (both(e->name, k[CR_BT_NAME]) && ++words)
		unlike += !is_alike(e->name, k[CR_BT_NAME]);
	if (both(e->remittance, k[CR_BT_REMITTANCE]) && ++words)
		unlike += !is_alike(e->remittance, k[CR_BT_REMITTANCE]);
	if (score == 1 && words > 0 && unlike == words)
		return CONFLICT;
	return score + words - unlike;
}

/* A movement that came in parts is known by the first of them. */
static int
compare(const struct bank_import *b, const struct cr_bank_entry *kept,
    bool split)
{
	struct cr_rec_entry first;

	if (split && b->n > 1 && b->v[1].amount.set) {
		first = b->v[1];
		first.source = b->v[0].source;
		if (first.servicer_ref == NULL)
			first.servicer_ref = b->v[0].servicer_ref;
		return likeness(&first, kept);
	}
	/* one of them is but the sum of the other */
	return split ? 1 : likeness(&b->v[0], kept);
}

/* 1: *SCORE is how like the kept movement REF is; 0: there is none. */
static int
look(struct importing *im, const char *ref, int *score)
{
	struct bank_import *b = &im->bank;
	struct cr_bank_entry kept;
	bool split = false;
	int rc;

	rc = cr_bank_by_ref(im->cr, ref, b->account.creditor, &b->arena,
	    &kept);
	if (rc == 0) {
		split = true;
		rc = cr_bank_by_ref(im->cr, cr_arena_printf(&b->arena, "%s/1",
		    ref), b->account.creditor, &b->arena, &kept);
	}
	if (rc == 1)
		*score = compare(b, &kept, split);
	return rc;
}

/* Within a file, each of the equal ones stands for one movement. */
struct bucket {
	const char *key;	/* of the kind of source, and BASE */
	const char *base;	/* "bank:ACCOUNT:DAY:CENTS:" */
	size_t n;		/* of KEY */
	int64_t next;		/* the first one that is not claimed */
};

static const char *
numbered(struct bank_import *b, const char *text, int64_t n)
{
	return cr_arena_printf(&b->arena, "%s%lld", text, (long long)n);
}

static bool
is_claimed(struct bank_import *b, const struct bucket *k, int64_t n)
{
	const char *key = numbered(b, k->key, n);
	int64_t one;

	return cr_map_get(&b->claimed, key, strlen(key), &one);
}

static void
claim(struct bank_import *b, struct bucket *k, int64_t n)
{
	const char *key;

	if (n == k->next) {
		do
			k->next++;
		while (is_claimed(b, k, k->next));
		cr_map_put(&b->cursors, k->key, k->n, k->next);
		return;
	}
	key = numbered(b, k->key, n);
	cr_map_put(&b->claimed, key, strlen(key), 1);
}

static void
open_bucket(struct bank_import *b, struct bucket *k)
{
	const struct cr_rec_entry *e = &b->v[0];
	char day[CR_DATE_SIZE];

	k->base = cr_arena_printf(&b->arena, "bank:%s:%s:%lld%s:", b->name,
	    cr_date_iso(e->booked, day), (long long)e->amount.v.cents,
	    strcmp(e->currency, "EUR") == 0 ? "" : e->currency);
	k->key = cr_arena_printf(&b->arena, "%s%s %s", e->source,
	    e->duplicate ? "!" : "", k->base);
	k->n = strlen(k->key);
	k->next = 1;
	cr_map_get(&b->cursors, k->key, k->n, &k->next);
	if (b->rows > 0 && strcmp(e->source, b->source) != 0)
		b->any = true;	/* of the other kind in the same file */
	snprintf(b->source, sizeof(b->source), "%s", e->source);
}

int
cr_bank_known(struct importing *im, const char **ref)
{
	struct bank_import *b = &im->bank;
	struct bucket k;
	int64_t n, best = 0;
	int score, top = 0, rc = 0;
	bool doubt = false;

	open_bucket(b, &k);
	for (n = k.next; top < EXACT; n++) {
		if (is_claimed(b, &k, n))
			continue;
		if (!b->any || (rc = look(im, numbered(b, k.base, n),
		    &score)) != 1)
			break;
		doubt |= score == CONFLICT;
		if (score > top) {
			top = score;
			best = n;
		}
	}
	if (rc < 0)
		return rc;
	if (best == 0 && doubt)
		cr_note(im->cr, im->name, b->line, "another movement of %s "
		    "on that day is known", cr_import_amount(im,
		    b->v[0].amount.v));
	claim(b, &k, best ? best : n);
	*ref = numbered(b, k.base, best ? best : n);
	return best != 0;
}
