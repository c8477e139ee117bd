#ifndef CR_CONTACT_RULE_H
#define CR_CONTACT_RULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/holiday.h"

/*
 * When a debtor may be reached: values in, decisions out. The rules that
 * come with cr are those of the code of conduct of UNIREC and the consumers'
 * associations (2015, 2017): telephone and visits Monday to Friday from
 * 08:30 to 21:00, Saturday to 15:00, not on national holidays, one
 * conversation a day and three a week with a debtor. A text to his telephone
 * keeps the same hours. What only lies there until he opens it (e-mail,
 * PEC, letters) has no rule unless cr.conf(5) makes one.
 *
 * Hours are those of the clock in Italy, whatever the machine's zone is.
 */

#define CR_DAY_MINUTES 1440

/* From the first minute, up to but without the last one; none when equal. */
struct cr_contact_hours {
	int16_t from, to;
};

struct cr_contact_rule {
	const char *channel;	/* its word: "phone" */
	struct cr_contact_hours hours[CR_WEEK_DAYS];	/* Monday first */
	bool holidays;		/* on holidays too */
	int per_day, per_week;	/* with one debtor; 0: no limit */
};

/* One rule for each channel at most. */
#define CR_CONTACT_RULES 16

struct cr_contact_rules {
	struct cr_contact_rule v[CR_CONTACT_RULES];
	size_t n;
};

/* Those of the code of conduct. */
void cr_contact_rules_usual(struct cr_contact_rules *r);
/* The rule of a channel; NULL: it may be used at any time. */
const struct cr_contact_rule *cr_contact_rule(
    const struct cr_contact_rules *r, const char *channel);
/* The rule of a channel, made without any limit when there is none yet. */
struct cr_contact_rule *cr_contact_rule_make(struct cr_contact_rules *r,
    const char *channel);

/*
 * Read "mon-fri 08:30-21:00", "sat 08:30-15:00", "sun 00:00-24:00" into
 * HOURS, leaving the other days; "always" is all of them. False if it is
 * none of these, or ends before it begins.
 */
bool cr_contact_hours_parse(const char *s,
    struct cr_contact_hours hours[CR_WEEK_DAYS]);

/* Why not now. */
enum cr_contact_why {
	CR_CONTACT_ALLOWED,
	CR_CONTACT_DAY,		/* never on this day of the week */
	CR_CONTACT_HOLIDAY,
	CR_CONTACT_HOUR,	/* too early or too late */
	CR_CONTACT_PER_DAY,	/* he was reached today */
	CR_CONTACT_PER_WEEK,	/* and often enough in seven days */
	CR_CONTACT_WHYS
};

/* "allowed", "day", "holiday", "hour", "per-day", "per-week": a contract. */
const char *cr_contact_why_word(enum cr_contact_why why);
/* The same as a sentence, for translation. */
const char *cr_contact_why_text(enum cr_contact_why why);

/* Conversations with the debtor: seconds since 1970, in any order. */
struct cr_contact_history {
	const int64_t *at;
	size_t n;
};

struct cr_contact_answer {
	enum cr_contact_why why;
	const char *holiday;	/* its name, of CR_CONTACT_HOLIDAY */
	int64_t next;		/* the first instant from then on that is */
				/* allowed; INT64_MAX: none in a year */
};

/*
 * May the debtor with this HISTORY be reached by RULE (NULL: always) at the
 * instant AT, seconds since 1970? A week is any seven days in a row, so that
 * no calendar week has more either. What was talked after AT does not count.
 */
bool cr_contact_allowed(const struct cr_contact_rule *rule,
    const struct cr_calendar *calendar, int64_t at,
    const struct cr_contact_history *history,
    struct cr_contact_answer *out);

#endif
