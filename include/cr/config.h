#ifndef CR_CONFIG_H
#define CR_CONFIG_H

#include <stdbool.h>
#include <stdint.h>

#include "cr/arena.h"
#include "cr/bank_terms.h"
#include "cr/config_inbox.h"
#include "cr/config_lookup.h"
#include "cr/config_way.h"
#include "cr/contact_rule.h"
#include "cr/interest_rules.h"
#include "cr/limitation.h"
#include "cr/match_terms.h"
#include "cr/money.h"

struct cr;
struct cr_conf;

/*
 * The configuration of an installation, cr.conf(5): where policy and texts
 * are, and how mail is sent. Text is borrowed from the file and lives as
 * long as the structure; NULL is not said.
 */
struct cr_config {
	struct cr_conf *conf;
	const char *font;		/* documents { font } */
	const char **copies;	/* documents { copies }, cr/copy_path.h */
	size_t ncopies;
	int64_t attach_bytes;		/* of one message; 0: no limit */
	const char *policy;		/* dunning { policy } */
	const char *templates;		/* dunning { templates } */
	const char *limits;		/* limit { rules } */
	const char *rates;		/* interest { rates } */
	struct cr_interest_rules interest;
	struct cr_limitation_rules limitation;	/* limitation { } */
	struct cr_config_provision {
		const char *model;	/* provision { model } */
		const char *law;	/* provision { law }, cr-law(5) */
		struct cr_money revenue;	/* a year; EUR; 0: none */
	} provision;
	struct cr_bank_terms banks;	/* bank { } */
	struct cr_match_opts match;	/* match { } */
	struct cr_config_calendar {	/* cr_calendar_load() reads it all */
		const char *file;	/* calendar { holidays } */
		const char *office;	/* calendar { office } */
		unsigned week;		/* calendar { working } */
		struct cr_holiday *v;	/* closed and patron, of all */
		size_t n;
		const char **offices;	/* office NAME { } */
		size_t noffices;
	} calendar;
	struct cr_contact_rules contact;	/* contact CHANNEL { } */
	struct cr_config_received received;	/* inbox NAME { }, ... */
	struct cr_config_way way[CR_CHANNELS];	/* mail { }, pec { }, ... */
	const struct cr_config_lookup *lookups;	/* lookup NAME { } */
	size_t nlookups;
	struct cr_arena arena;		/* private: lists of the above */
};

/*
 * Read the file PATH; with NULL, or "", all is absent. CR_EUSAGE when it
 * is not there, or with file and line when it is not right.
 */
int cr_config_load(struct cr *cr, const char *path, struct cr_config *out);
void cr_config_release(struct cr_config *c);

#endif
