#ifndef CR_STORE_HISTORY_H
#define CR_STORE_HISTORY_H

/* Private to the readers of histories. */

#include <string.h>

#include "asof.h"
#include "cr/history.h"
#include "runs.h"

/* The days on which a row of RUN, undone by UNDONE (0: not), was known. */
static inline struct cr_known
cr_history_known(const struct cr_runs *r, int64_t run, int64_t undone)
{
	return (struct cr_known){
		r->day[run], undone == 0 ? INT32_MAX : r->day[undone],
	};
}

static inline void
cr_history_currency(char to[CR_CURRENCY_SIZE], const char *currency)
{
	struct cr_open o;

	cr_asof_currency(&o, currency);
	memcpy(to, o.currency, sizeof(o.currency));
}

#endif
