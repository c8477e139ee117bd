#include "matching.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/mem.h"
#include "cr/str.h"

#define SEVERAL (-1)		/* what several parties share is nobody's */
#define PREFIX_MIN 15		/* letters of a name that a bank cut */

/* Words in the names of those who pay for many. */
static const char *const services[] = { "FACTOR", "PAYPAL", "NEXI", "STRIPE",
	"SATISPAY", "SUMUP", "ADYEN", "WORLDLINE", "SCALAPAY", "KLARNA",
	"AMAZON PAYMENTS", "SELLA PERSONAL", "IFITALIA", "FIDUCIARI" };

static void
map_party(struct cr_map *m, const char *key, int64_t party)
{
	int64_t was;

	if (cr_is_empty(key))
		return;
	if (cr_map_get(m, key, strlen(key), &was) && was != party)
		party = SEVERAL;
	cr_map_put(m, key, strlen(key), party);
}

static int
add_party(void *ctx, const struct cr_payer_party *in)
{
	struct payers *p = ctx;
	char name[NAME_FORMS][NAME_SIZE];
	size_t n;

	if ((size_t)in->id >= p->ntraits) {
		n = (size_t)in->id + (size_t)in->id / 2 + 64;
		p->traits = cr_reallocarray(p->traits, n, 1);
		memset(p->traits + p->ntraits, 0, n - p->ntraits);
		p->ntraits = n;
	}
	p->traits[in->id] = (uint8_t)((cr_streq(in->kind, "pa") ?
	    TRAIT_PA : 0) | (in->service ? TRAIT_SERVICE : 0));
	map_party(&p->tax, in->vat, in->id);
	if (!cr_streq(in->vat, in->tax_code))
		map_party(&p->tax, in->tax_code, in->id);
	map_party(&p->iban, in->iban, in->service ? SEVERAL : in->id);
	cr_match_names(in->name, name);
	map_party(&p->name, name[NAME_SORTED], in->id);
	map_party(&p->full, name[NAME_FULL], in->id);
	cr_grow(&p->names, p->nnames, &p->cnames, sizeof(*p->names));
	p->names[p->nnames++] = (struct payer_name){ (uint32_t)p->texts.len,
		(uint32_t)in->id };
	cr_buf_add(&p->texts, name[NAME_PLAIN], strlen(name[NAME_PLAIN]) + 1);
	return 0;
}

/* One IBAN and one debtor: is that an identity yet? */
static void
remember(struct payers *p, const char *iban, int64_t debtor, bool named,
    int64_t times)
{
	char key[80];
	int64_t was = 0;
	int n = snprintf(key, sizeof(key), "%.34s %lld", iban,
	    (long long)debtor);

	cr_map_get(&p->seen, key, (size_t)n, &was);
	times += was / 2;
	named = named || was % 2 != 0;
	cr_map_put(&p->seen, key, (size_t)n, times * 2 + named);
	/* another debtor's makes it nobody's, however often it was seen */
	if (named || times > 1)
		map_party(&p->iban, iban, debtor);
	else if (cr_map_get(&p->iban, iban, strlen(iban), &was) &&
	    was != debtor)
		cr_map_put(&p->iban, iban, strlen(iban), SEVERAL);
}

static int
add_seen(void *ctx, const char *iban, int64_t debtor, bool named,
    int64_t times)
{
	remember(ctx, iban, debtor, named, times);
	return 0;
}

/* qsort() has no context: the texts that are being sorted. */
struct named {
	const char *s;
	uint32_t text, party;
};

static int
by_name(const void *a, const void *b)
{
	return strcmp(((const struct named *)a)->s,
	    ((const struct named *)b)->s);
}

static void
sort_names(struct payers *p)
{
	struct named *v = cr_calloc(p->nnames + 1, sizeof(*v));
	size_t i;

	for (i = 0; i < p->nnames; i++)
		v[i] = (struct named){ p->texts.s + p->names[i].text,
			p->names[i].text, p->names[i].party };
	qsort(v, p->nnames, sizeof(*v), by_name);
	for (i = 0; i < p->nnames; i++)
		p->names[i] = (struct payer_name){ v[i].text, v[i].party };
	free(v);
}

int
cr_payers_load(struct cr *cr, struct payers *p)
{
	int err;

	*p = (struct payers){ 0 };
	cr_map_init(&p->tax);
	cr_map_init(&p->iban);
	cr_map_init(&p->name);
	cr_map_init(&p->full);
	cr_map_init(&p->seen);
	cr_buf_init(&p->texts);
	if ((err = cr_payer_party_each(cr, add_party, p)) != CR_OK ||
	    (err = cr_payer_each(cr, add_seen, p)) != CR_OK)
		return err;
	sort_names(p);
	return CR_OK;
}

void
cr_payers_release(struct payers *p)
{
	cr_map_release(&p->tax);
	cr_map_release(&p->iban);
	cr_map_release(&p->name);
	cr_map_release(&p->full);
	cr_map_release(&p->seen);
	cr_buf_release(&p->texts);
	free(p->names);
	free(p->traits);
}

bool
cr_payers_is_pa(const struct payers *p, int64_t party)
{
	return (size_t)party < p->ntraits &&
	    (p->traits[party] & TRAIT_PA) != 0;
}

static bool
is_service_name(const char *name)
{
	char word[NAME_SIZE], plain[NAME_SIZE];
	size_t i;

	cr_match_name(name, plain, NAME_PLAIN);
	for (i = 0; i < sizeof(services) / sizeof(services[0]); i++) {
		cr_match_name(services[i], word, NAME_PLAIN);
		if (strstr(plain, word) != NULL)
			return true;
	}
	return false;
}

static int64_t
by_key(const struct cr_map *m, const char *key)
{
	int64_t party = 0;

	if (cr_is_empty(key) || !cr_map_get(m, key, strlen(key), &party))
		return 0;
	return party == SEVERAL ? 0 : party;
}

static int64_t
by_tax(const struct payers *p, const char *code)
{
	if (code == NULL)
		return 0;
	if (strlen(code) == 13 && strncmp(code, "IT", 2) == 0)
		code += 2;
	return by_key(&p->tax, code);
}

/* The only party whose name begins with what the bank has of it. */
static int64_t
by_prefix(const struct payers *p, const char *name)
{
	size_t low = 0, high = p->nnames, mid, n = strlen(name);
	const char *s;

	if (n < PREFIX_MIN)
		return 0;
	while (low < high) {
		mid = low + (high - low) / 2;
		if (strcmp(p->texts.s + p->names[mid].text, name) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	if (low == p->nnames)
		return 0;
	s = p->texts.s + p->names[low].text;
	if (strncmp(s, name, n) != 0)
		return 0;
	if (low + 1 < p->nnames && strncmp(p->texts.s +
	    p->names[low + 1].text, name, n) == 0)
		return 0;
	return p->names[low].party;
}

static int64_t
by_any_name(const struct payers *p, const char *name)
{
	char key[NAME_SIZE];
	int64_t party = 0;

	if (cr_is_empty(name))
		return 0;
	cr_match_name(name, key, NAME_FULL);
	if (by_key(&p->full, key) != 0)
		return by_key(&p->full, key);
	cr_match_name(name, key, NAME_SORTED);
	if (*key != '\0' && cr_map_get(&p->name, key, strlen(key), &party))
		return party == SEVERAL ? 0 : party;
	cr_match_name(name, key, NAME_PLAIN);
	return by_prefix(p, key);
}

bool
cr_payers_named(const struct payers *p, const char *name, int64_t party)
{
	return by_any_name(p, name) == party;
}

static void
be(struct who *who, int64_t party, uint32_t why, bool sure)
{
	if (party == 0 || (who->party != 0 && who->party != party))
		return;
	who->party = party;
	who->why |= why;
	who->sure |= sure;
}

/*
 * The better evidence comes first. A name that says another party than the
 * IBAN does, takes its certainty away: an account may pay for a third party.
 */
void
cr_payers_who(const struct payers *p, const struct cr_receipt *r,
    const struct cr_remittance *rem, struct who *who)
{
	int64_t named = by_any_name(p, r->name), iban = by_key(&p->iban,
	    r->iban);
	size_t i;

	*who = (struct who){ .foreign = r->iban != NULL &&
	    strncmp(r->iban, "IT", 2) != 0 && strncmp(r->iban, "SM", 2) != 0 };
	be(who, r->debtor, CR_WHY_DEBTOR, true);
	be(who, by_tax(p, r->tax_code), CR_WHY_TAX_CODE, true);
	for (i = 0; i < rem->ntax; i++)
		if (by_tax(p, rem->tax[i]) != r->creditor)
			be(who, by_tax(p, rem->tax[i]), CR_WHY_TAX_CODE,
			    true);
	if (iban != 0 && (named == 0 || named == iban))
		be(who, iban, CR_WHY_IBAN, true);
	be(who, named, CR_WHY_NAME, false);
	if (who->party != 0 && (size_t)who->party < p->ntraits &&
	    (p->traits[who->party] & TRAIT_SERVICE) != 0)
		*who = (struct who){ .foreign = who->foreign };
}

int
cr_payers_learn(struct cr *cr, struct payers *p, const struct cr_receipt *r,
    int64_t party)
{
	char key[80];
	int64_t was = 0;
	bool named;
	int n;

	if (cr_is_empty(r->iban) || strlen(r->iban) > 34)
		return CR_OK;
	if (r->name != NULL && is_service_name(r->name))
		return CR_OK;
	named = r->name != NULL && cr_payers_named(p, r->name, party);
	n = snprintf(key, sizeof(key), "%.34s %lld", r->iban,
	    (long long)party);
	cr_map_get(&p->seen, key, (size_t)n, &was);
	if (was % 2 != 0 || was / 2 > 1)
		return CR_OK;		/* known */
	remember(p, r->iban, party, named, 1);
	return cr_payer_add(cr, r->iban, party, named);
}
