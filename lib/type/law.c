#include "cr/law.h"

#include <stdlib.h>
#include <string.h>

#include "cr/mem.h"

static const char *const tables[CR_LAW_TABLES] = {
	[CR_LAW_MINI] = "mini-credit",
	[CR_LAW_LARGE] = "large-enterprise",
	[CR_LAW_GROUND] = "ground",
	[CR_LAW_ALLOWANCE] = "allowance",
	[CR_LAW_VAT_NOTE] = "vat-note",
	[CR_LAW_VAT_RETURN] = "vat-return",
	[CR_LAW_PRESCRIPTION] = "prescription",
};

static const char *const figures[CR_LAW_FIGURES] = {
	[CR_LAW_AMOUNT] = "amount",
	[CR_LAW_LARGE_AMOUNT] = "large",
	[CR_LAW_MONTHS] = "months",
	[CR_LAW_REVENUE] = "revenue",
	[CR_LAW_PERCENT] = "percent",
	[CR_LAW_CAP] = "cap",
	[CR_LAW_MONTH] = "month",
	[CR_LAW_DAY] = "day",
};

const char *
cr_law_table_word(enum cr_law_table table)
{
	return tables[table];
}

const char *
cr_law_figure_word(enum cr_law_figure figure)
{
	return figures[figure];
}

bool
cr_law_has(enum cr_law_table table, enum cr_law_figure figure)
{
	static const unsigned has[CR_LAW_TABLES] = {
		[CR_LAW_MINI] = 1u << CR_LAW_AMOUNT |
		    1u << CR_LAW_LARGE_AMOUNT | 1u << CR_LAW_MONTHS,
		[CR_LAW_LARGE] = 1u << CR_LAW_REVENUE,
		[CR_LAW_ALLOWANCE] = 1u << CR_LAW_PERCENT | 1u << CR_LAW_CAP,
		[CR_LAW_VAT_RETURN] = 1u << CR_LAW_MONTH | 1u << CR_LAW_DAY,
		[CR_LAW_PRESCRIPTION] = 1u << CR_LAW_MONTHS,
	};

	return (has[table] >> figure & 1) != 0;
}

void
cr_law_init(struct cr_law *law)
{
	*law = (struct cr_law){ .text = NULL };
	cr_arena_init(&law->arena);
}

void
cr_law_release(struct cr_law *law)
{
	free(law->v);
	cr_arena_release(&law->arena);
	*law = (struct cr_law){ .text = NULL };
}

/* How many rows are before one of TABLE and NAME that begins after D. */
static size_t
begun(const struct cr_law *law, enum cr_law_table table, const char *name,
    struct cr_date d)
{
	const struct cr_law_row *r;
	size_t low = 0, high = law->n, i;
	int c;

	while (low < high) {
		i = low + (high - low) / 2;
		r = &law->v[i];
		c = r->table != table ? (r->table > table) -
		    (r->table < table) : strcmp(r->name, name);
		if (c < 0 || (c == 0 && r->from.days <= d.days))
			low = i + 1;
		else
			high = i;
	}
	return low;
}

static bool
is_of(const struct cr_law *law, size_t i, enum cr_law_table table,
    const char *name)
{
	return i < law->n && law->v[i].table == table &&
	    strcmp(law->v[i].name, name) == 0;
}

const struct cr_law_row *
cr_law_next(const struct cr_law *law, enum cr_law_table table,
    const char *name, struct cr_date day)
{
	size_t n = begun(law, table, name, day);

	if (n > 0 && is_of(law, n - 1, table, name) &&
	    day.days <= law->v[n - 1].to.days)
		return &law->v[n - 1];
	return is_of(law, n, table, name) ? &law->v[n] : NULL;
}

const struct cr_law_row *
cr_law_find(const struct cr_law *law, enum cr_law_table table,
    const char *name, struct cr_date day)
{
	const struct cr_law_row *r = cr_law_next(law, table, name, day);

	return r != NULL && r->from.days <= day.days ? r : NULL;
}

bool
cr_law_knows(const struct cr_law *law, enum cr_law_table table,
    const char *name)
{
	return cr_law_next(law, table, name, (struct cr_date){ INT32_MIN }) !=
	    NULL;
}

bool
cr_law_put(struct cr_law *law, const struct cr_law_row *row)
{
	size_t i = begun(law, row->table, row->name, row->from);
	struct cr_law_row *before = i > 0 && is_of(law, i - 1, row->table,
	    row->name) ? &law->v[i - 1] : NULL;

	if (row->to.days < row->from.days)
		return false;
	if (before != NULL && before->from.days == row->from.days &&
	    before->to.days == row->to.days) {
		*before = *row;
		return true;
	}
	if (is_of(law, i, row->table, row->name) &&
	    law->v[i].from.days <= row->to.days)
		return false;
	if (before != NULL && before->to.days == INT32_MAX &&
	    before->from.days < row->from.days)
		before->to.days = row->from.days - 1;
	else if (before != NULL && before->to.days >= row->from.days)
		return false;
	cr_grow(&law->v, law->n, &law->cap, sizeof(*law->v));
	memmove(law->v + i + 1, law->v + i, (law->n - i) * sizeof(*law->v));
	law->v[i] = *row;
	law->n++;
	return true;
}
