#ifndef CONFIG_CALENDAR_H
#define CONFIG_CALENDAR_H

#include "cr/conf.h"
#include "cr/config.h"

/* The sections calendar, office and contact of cr.conf(5). */
extern const struct cr_conf_opt cr_config_calendar_opts[];
extern const struct cr_conf_opt cr_config_office_opts[];
extern const struct cr_conf_opt cr_config_contact_opts[];

/* Read all of them in ROOT. CR_EUSAGE with file and line. */
int cr_config_calendar(struct cr *cr, const struct cr_conf_sec *root,
    struct cr_config *out);

/* Read "12-07" into H; false when there is no such day in any year. */
bool cr_config_month_day(const char *s, struct cr_holiday *h);

#endif
