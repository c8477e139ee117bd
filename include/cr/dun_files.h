#ifndef CR_DUN_FILES_H
#define CR_DUN_FILES_H

#include "cr/config.h"
#include "cr/holiday.h"
#include "cr/rates.h"

struct cr;
struct cr_letters;
struct cr_policy_set;

/* The files that dunning goes by, opened together. */
struct cr_dun_files {
	struct cr_config config;
	struct cr_policy_set *set;
	struct cr_letters *letters;
	const char *share;		/* borrowed: the usual texts */
	struct cr_calendar calendar;
	struct cr_rates rates;		/* empty when no level asks interest */
};

/*
 * The configuration CONFIG (NULL or "": none); the policy file POLICY, else
 * that of the configuration, else the one in SHARE, where the usual texts
 * are too. CR_ENOTFOUND or CR_EUSAGE; closed by the caller also then.
 */
int cr_dun_files_open(struct cr *cr, const char *config, const char *policy,
    const char *share, struct cr_dun_files *out);
void cr_dun_files_close(struct cr_dun_files *f);

#endif
