#include "people.h"

#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/facts.h"
#include "cr/key.h"
#include "cr/mem.h"
#include "cr/str.h"

static const char *
keep(struct cr_people *p, const char *s)
{
	return s != NULL ? cr_arena_strdup(&p->arena, s) : NULL;
}

/* They come in the order of their numbers. */
static int
add(void *ctx, const struct cr_facts *f)
{
	struct cr_people *p = ctx;

	while (p->n <= (size_t)f->id) {
		cr_grow(&p->v, p->n, &p->cap, sizeof(*p->v));
		p->v[p->n++] = (struct cr_person){ 0 };
	}
	p->v[f->id] = (struct cr_person){
		.code = keep(p, f->code), .name = keep(p, f->name),
		.vat = keep(p, f->vat), .area = keep(p, f->area),
		.category = keep(p, f->category),
		.agent = f->agent, .depot = f->depot,
	};
	return 0;
}

int
cr_people_load(struct cr *cr, const struct cr_as_of *as_of,
    struct cr_people *p)
{
	*p = (struct cr_people){ 0 };
	cr_arena_init(&p->arena);
	return cr_facts_each(cr, as_of, add, p);
}

void
cr_people_release(struct cr_people *p)
{
	free(p->v);
	cr_arena_release(&p->arena);
	*p = (struct cr_people){ 0 };
}

const struct cr_person *
cr_person(const struct cr_people *p, int64_t id)
{
	static const struct cr_person nobody;

	return id >= 0 && (size_t)id < p->n ? &p->v[id] : &nobody;
}

bool
cr_person_is(const struct cr_people *p, int64_t id, const char *word)
{
	const struct cr_person *who = cr_person(p, id);
	char key[CR_KEY_SIZE];

	return cr_streq(word, who->code) || cr_streq(word, who->vat) ||
	    (id != 0 && strcmp(word, cr_key_format((struct cr_key){
	    CR_KEY_PARTY, id }, key)) == 0);
}
