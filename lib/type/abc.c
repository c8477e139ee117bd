#include "cr/abc.h"

#include <stdlib.h>
#include <string.h>

static int
by_amount(const void *a, const void *b)
{
	const struct cr_abc *x = a, *y = b;
	int c;

	if (x->amount.cents != y->amount.cents)
		return x->amount.cents > y->amount.cents ? -1 : 1;
	if (x->code == NULL || y->code == NULL)
		c = (x->code != NULL) - (y->code != NULL);
	else
		c = strcmp(x->code, y->code);
	return c != 0 ? c : (x->id > y->id) - (x->id < y->id);
}

static int32_t
share(__int128 part, __int128 whole)
{
	return (int32_t)((part * 20000 + whole) / (whole * 2));
}

void
cr_abc_classify(struct cr_abc *v, size_t n, const int32_t cut[2])
{
	__int128 all = 0, before = 0;
	struct cr_abc *x;

	if (n > 1)
		qsort(v, n, sizeof(*v), by_amount);
	for (x = v; x < v + n; x++)
		all += x->amount.cents;
	for (x = v; x < v + n; x++) {
		x->class = all == 0 || before * 100 >= all * cut[1] ? 'C' :
		    before * 100 >= all * cut[0] ? 'B' : 'A';
		x->share_bp = all == 0 ? 0 : share(x->amount.cents, all);
		x->before_bp = all == 0 ? 0 : share(before, all);
		before += x->amount.cents;
	}
}
