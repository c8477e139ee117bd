#include "cr/holidays_file.h"

#include <string.h>

#include "cr/buf.h"
#include "cr/conf.h"
#include "cr/config.h"
#include "cr/cr.h"
#include "cr/str.h"
#include "config_calendar.h"

#define FIRST_YEAR 1900
#define EASTER_MIN (-48)	/* the Monday before Ash Wednesday */
#define EASTER_MAX 60		/* Corpus Domini */

static const struct cr_conf_opt holiday_opts[] = {
	{ .name = "name", .type = CR_CONF_TEXT },
	{ .name = "day", .type = CR_CONF_TEXT },
	{ .name = "easter", .type = CR_CONF_INT },
	{ .name = "office", .type = CR_CONF_TEXT },
	{ .name = "from", .type = CR_CONF_INT },
	{ .name = "to", .type = CR_CONF_INT },
	{ .name = "source", .type = CR_CONF_TEXT },
	{ .name = NULL },
};
static const struct cr_conf_opt file_opts[] = {
	{ "holiday", CR_CONF_SECTION, holiday_opts, CR_CONF_MANY },
	{ .name = NULL },
};

static int
take_when(struct cr *cr, const struct cr_conf_sec *s, struct cr_holiday *h)
{
	const char *day = cr_conf_text(s, "day", NULL);
	int64_t easter = cr_conf_int(s, "easter", 0);

	if ((day != NULL) == cr_conf_has(s, "easter"))
		return cr_conf_fail(cr, s, NULL, "a holiday has either a day "
		    "or the days after easter");
	if (easter < EASTER_MIN || easter > EASTER_MAX)
		return cr_conf_fail(cr, s, "easter", "easter is from %d to "
		    "%d days", EASTER_MIN, EASTER_MAX);
	h->kind = day != NULL ? CR_HOLIDAY_DAY : CR_HOLIDAY_EASTER;
	h->easter = (int)easter;
	if (day != NULL && !cr_config_month_day(day, h))
		return cr_conf_fail(cr, s, "day", "\"%s\" is not a day of "
		    "the year (MM-DD)", day);
	return CR_OK;
}

static int
take_holiday(struct cr *cr, const struct cr_conf_sec *s,
    struct cr_calendar *c)
{
	struct cr_holiday h = { .name = cr_conf_text(s, "name", NULL),
		.office = cr_conf_text(s, "office", NULL),
		.source = cr_conf_text(s, "source", NULL) };
	int64_t from = cr_conf_int(s, "from", -1);
	int64_t to = cr_conf_int(s, "to", CR_HOLIDAY_OPEN);
	int err;

	if (cr_is_empty(h.name))
		return cr_conf_fail(cr, s, NULL, "\"%s\" is missing", "name");
	if (h.source == NULL)
		return cr_conf_fail(cr, s, NULL, "\"source\" is missing");
	if ((err = take_when(cr, s, &h)) != CR_OK)
		return err;
	if (from < FIRST_YEAR || to < from || to > CR_HOLIDAY_OPEN)
		return cr_conf_fail(cr, s, "from", "from and to are years, "
		    "from %d on", FIRST_YEAR);
	h.from = (int)from;
	h.to = (int)to;
	cr_calendar_put(c, &h);
	return CR_OK;
}

static int
take_all(struct cr *cr, const struct cr_conf_sec *root,
    struct cr_calendar *c)
{
	size_t i;
	int err = CR_OK;

	for (i = 0; i < cr_conf_count(root, "holiday") && err == CR_OK; i++)
		err = take_holiday(cr, cr_conf_section(root, "holiday", i),
		    c);
	return err;
}

int
cr_holidays_parse(struct cr *cr, const char *name, const char *text,
    size_t n, struct cr_calendar *c)
{
	struct cr_conf *conf = NULL;
	int err = cr_conf_parse(cr, name, text, n, file_opts, &conf);

	if (err == CR_OK)
		err = take_all(cr, cr_conf_root(conf), c);
	cr_conf_free(conf);
	return err;
}

static int
load(struct cr *cr, const char *path, struct cr_calendar *c)
{
	struct cr_conf *conf = NULL;
	int err = cr_conf_open(cr, path, file_opts, &conf);

	if (err == CR_OK)
		err = take_all(cr, cr_conf_root(conf), c);
	cr_conf_free(conf);
	return err == CR_ENOTFOUND ? CR_EUSAGE : err;
}

/* What the configuration itself says, which nothing takes the place of. */
static int
add_own(struct cr *cr, const struct cr_config_calendar *own,
    const char *office, struct cr_calendar *c)
{
	bool known = office == NULL;
	size_t i;

	c->week = own->week;
	c->office = office != NULL ? office : own->office;
	if (c->office != NULL)
		c->office = cr_arena_strdup(&c->arena, c->office);
	for (i = 0; i < own->n; i++)
		cr_calendar_put(c, &own->v[i]);
	for (i = 0; i < c->n && !known; i++)
		known = cr_streq(c->v[i].office, office);
	for (i = 0; i < own->noffices && !known; i++)
		known = strcmp(own->offices[i], office) == 0;
	return known ? CR_OK : cr_fail(cr, CR_EUSAGE, "there is no office "
	    "\"%s\" in the configuration", office);
}

int
cr_calendar_load(struct cr *cr, const char *share,
    const struct cr_config *config, const char *office,
    struct cr_calendar *out)
{
	struct cr_buf path;
	int err;

	cr_calendar_init(out);
	cr_buf_init(&path);
	cr_buf_addf(&path, "%s/holidays/italian.conf", share);
	err = load(cr, path.s, out);
	if (err == CR_OK && config->calendar.file != NULL)
		err = load(cr, config->calendar.file, out);
	if (err == CR_OK)
		err = add_own(cr, &config->calendar, office, out);
	cr_buf_release(&path);
	return err;
}
