#include "cr/regressor.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/str.h"

#define WORDS_MAX 12		/* in a line */
#define LINE_MAX_BYTES 512
#define SCALE_LEAST 1e-12	/* of what is not the same in all cases */

const int cr_elapsed_days[CR_ELAPSED] = { 0, 1, 3, 7, 14, 21, 30, 60 };

static const char *const kind_words[CR_REGRESSOR_KINDS] = {
	[CR_REGRESSOR_LATE] = "late",
	[CR_REGRESSOR_DEFAULT] = "default",
};

static const char *const stage_words[CR_STAGES] = {
	[CR_STAGE_ISSUE] = "issue",
	[CR_STAGE_DUE] = "due",
};

static const char *const feature_words[CR_FEATURES] = {
	[CR_FEATURE_USUAL] = "usual",
	[CR_FEATURE_SPREAD] = "spread",
	[CR_FEATURE_RATE] = "rate",
	[CR_FEATURE_TAIL] = "tail",
	[CR_FEATURE_LAST] = "last",
	[CR_FEATURE_RECENT] = "recent",
	[CR_FEATURE_KNOWN] = "known",
	[CR_FEATURE_OVERDUE] = "overdue",
	[CR_FEATURE_WAITING] = "waiting",
	[CR_FEATURE_AMOUNT] = "amount",
	[CR_FEATURE_RELATIVE] = "relative",
	[CR_FEATURE_UNPAID] = "unpaid",
	[CR_FEATURE_OLDEST] = "oldest",
	[CR_FEATURE_SHARE] = "share",
	[CR_FEATURE_EXPOSURE] = "exposure",
};

static const enum cr_feature late_features[] = {
	CR_FEATURE_USUAL, CR_FEATURE_SPREAD, CR_FEATURE_RATE,
	CR_FEATURE_TAIL, CR_FEATURE_LAST, CR_FEATURE_RECENT,
	CR_FEATURE_KNOWN, CR_FEATURE_OVERDUE, CR_FEATURE_WAITING,
	CR_FEATURE_AMOUNT, CR_FEATURE_RELATIVE,
};

static const enum cr_feature default_features[] = {
	CR_FEATURE_USUAL, CR_FEATURE_SPREAD, CR_FEATURE_RATE,
	CR_FEATURE_TAIL, CR_FEATURE_RECENT, CR_FEATURE_KNOWN,
	CR_FEATURE_OVERDUE, CR_FEATURE_WAITING, CR_FEATURE_UNPAID,
	CR_FEATURE_OLDEST, CR_FEATURE_SHARE, CR_FEATURE_EXPOSURE,
};

static const char *const prior_words[] = {
	"usual", "variance", "late", "tail", "amount", "index",
};
enum { PRIORS = sizeof(prior_words) / sizeof(*prior_words) };

const char *
cr_regressor_word(enum cr_regressor_kind kind)
{
	return kind_words[kind];
}

const char *
cr_stage_word(int stage)
{
	return stage_words[stage];
}

const char *
cr_feature_word(enum cr_feature f)
{
	return feature_words[f];
}

/* Which of N words it is; -1: none. */
static int
find(const char *const *words, int n, const char *word)
{
	int i;

	for (i = 0; i < n; i++)
		if (strcmp(words[i], word) == 0)
			return i;
	return -1;
}

bool
cr_regressor_parse_kind(const char *word, enum cr_regressor_kind *out)
{
	int i = find(kind_words, CR_REGRESSOR_KINDS, word);

	if (i >= 0)
		*out = (enum cr_regressor_kind)i;
	return i >= 0;
}

size_t
cr_regressor_features(enum cr_regressor_kind kind,
    const enum cr_feature **features)
{
	*features = kind == CR_REGRESSOR_LATE ? late_features :
	    default_features;
	return kind == CR_REGRESSOR_LATE ?
	    sizeof(late_features) / sizeof(*late_features) :
	    sizeof(default_features) / sizeof(*default_features);
}

double
cr_stage_p(const struct cr_stage *s, double eta)
{
	return cr_logit_p(s->shift + s->slope * eta);
}

static void
priors_of(const struct cr_stage *s, double v[PRIORS])
{
	const struct cr_priors *p = &s->priors;

	v[0] = p->usual;
	v[1] = p->variance;
	v[2] = p->late;
	v[3] = p->tail;
	v[4] = p->amount;
	v[5] = p->index;
}

/* ---- Writing ------------------------------------------------------------- */

static void
write_stage(struct cr_buf *b, enum cr_regressor_kind kind,
    const struct cr_stage *s)
{
	const enum cr_feature *f;
	double prior[PRIORS];
	size_t i, n = cr_regressor_features(kind, &f);

	cr_buf_addf(b, "cases %lld %lld\n", (long long)s->cases,
	    (long long)s->events);
	priors_of(s, prior);
	for (i = 0; i < PRIORS; i++)
		cr_buf_addf(b, "prior %s %.9g\n", prior_words[i], prior[i]);
	for (i = 0; i < s->neffects; i++)
		cr_buf_addf(b, "effect %s %.9g\n", s->effects[i].name,
		    s->effects[i].days);
	cr_buf_addf(b, "intercept %.9g\n", s->logit.intercept);
	for (i = 0; i < n; i++)
		cr_buf_addf(b, "feature %s %.9g %.9g %.9g\n",
		    feature_words[f[i]], s->logit.mean[i],
		    s->logit.scale[i], s->logit.coef[i]);
	cr_buf_addf(b, "calibration %.9g %.9g\n", s->slope, s->shift);
	cr_buf_addf(b, "cut %.9g\n", s->cut);
	cr_buf_adds(b, "elapsed");
	for (i = 0; i < CR_ELAPSED; i++)
		cr_buf_addf(b, " %.9g", s->elapsed[i]);
	cr_buf_adds(b, "\n");
}

void
cr_regressor_write(struct cr_buf *b, const struct cr_regressor *r)
{
	char from[CR_DATE_SIZE], day[CR_DATE_SIZE];
	size_t i;

	cr_buf_addf(b, "kind %s\nwindow %s %s\n", kind_words[r->kind],
	    cr_date_iso(r->from, from), cr_date_iso(r->day, day));
	for (i = 0; i < r->nstages; i++) {
		cr_buf_addf(b, "stage %s\n", stage_words[i]);
		write_stage(b, r->kind, &r->stage[i]);
	}
}

/* ---- Reading ------------------------------------------------------------- */

struct reading {
	struct cr *cr;
	struct cr_regressor *r;
	struct cr_stage *stage;	/* NULL before the first */
	int line;
	char text[LINE_MAX_BYTES];
	char *word[WORDS_MAX];
	size_t n;
};

static int
wrong(struct reading *rd)
{
	return cr_fail(rd->cr, CR_EINPUT, "what was learned is not right in "
	    "line %d", rd->line);
}

/* Cut the line into words; false: too long, or too many. */
static bool
split(struct reading *rd, const char *s, size_t n)
{
	char *at = rd->text;

	if (n >= sizeof(rd->text) || memchr(s, '\0', n) != NULL)
		return false;
	memcpy(rd->text, s, n);
	rd->text[n] = '\0';
	for (rd->n = 0; *at != '\0'; rd->n++) {
		if (rd->n == WORDS_MAX)
			return false;
		rd->word[rd->n] = at;
		at += strcspn(at, " ");
		if (*at == ' ')
			*at++ = '\0';
	}
	return rd->n > 0;
}

/* A number that is one; those that make no sense are not written. */
static bool
number(const char *s, double *v)
{
	char *end;

	*v = strtod(s, &end);
	return *s != '\0' && *end == '\0' && *v > -1e15 && *v < 1e15;
}

static bool
numbers(const struct reading *rd, size_t first, double *v, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (!number(rd->word[first + i], &v[i]))
			return false;
	return true;
}

static bool
read_window(struct reading *rd)
{
	return rd->n == 3 && cr_date_parse(rd->word[1], strlen(rd->word[1]),
	    CR_DATE_ISO, &rd->r->from) && cr_date_parse(rd->word[2],
	    strlen(rd->word[2]), CR_DATE_ISO, &rd->r->day);
}

static bool
read_stage(struct reading *rd)
{
	const enum cr_feature *f;

	if (rd->n != 2 || rd->r->nstages == CR_STAGES ||
	    strcmp(rd->word[1], stage_words[rd->r->nstages]) != 0)
		return false;
	rd->stage = &rd->r->stage[rd->r->nstages++];
	*rd->stage = (struct cr_stage){ .slope = 1, .cut = .5 };
	rd->stage->logit.k = cr_regressor_features(rd->r->kind, &f);
	return true;
}

static bool
read_prior(struct reading *rd)
{
	struct cr_priors *p = &rd->stage->priors;
	double *const to[PRIORS] = { &p->usual, &p->variance, &p->late,
	    &p->tail, &p->amount, &p->index };
	int i = rd->n == 3 ? find(prior_words, PRIORS, rd->word[1]) : -1;

	return i >= 0 && number(rd->word[2], to[i]);
}

static bool
read_effect(struct reading *rd)
{
	struct cr_effect *e = &rd->stage->effects[rd->stage->neffects];

	if (rd->n != 3 || rd->stage->neffects == CR_EFFECTS_MAX ||
	    strlen(rd->word[1]) >= sizeof(e->name) ||
	    !number(rd->word[2], &e->days))
		return false;
	strncpy(e->name, rd->word[1], sizeof(e->name) - 1);
	rd->stage->neffects++;
	return true;
}

static bool
read_feature(struct reading *rd)
{
	struct cr_logit *m = &rd->stage->logit;
	const enum cr_feature *f;
	size_t i, n = cr_regressor_features(rd->r->kind, &f);
	double v[3];

	if (rd->n != 5 || !numbers(rd, 2, v, 3) ||
	    (v[1] != 0 && v[1] < SCALE_LEAST))
		return false;
	for (i = 0; i < n; i++)
		if (strcmp(feature_words[f[i]], rd->word[1]) == 0)
			break;
	if (i == n)
		return false;
	m->mean[i] = v[0];
	m->scale[i] = v[1];
	m->coef[i] = v[2];
	return true;
}

/* Lines with numbers and nothing else. */
static bool
read_numbers(struct reading *rd)
{
	struct cr_stage *s = rd->stage;
	double v[CR_ELAPSED] = { 0 };

	if (rd->n - 1 > CR_ELAPSED || !numbers(rd, 1, v, rd->n - 1))
		return false;
	if (strcmp(rd->word[0], "cases") == 0 && rd->n == 3) {
		s->cases = (int64_t)v[0];
		s->events = (int64_t)v[1];
	} else if (strcmp(rd->word[0], "intercept") == 0 && rd->n == 2) {
		s->logit.intercept = v[0];
	} else if (strcmp(rd->word[0], "calibration") == 0 && rd->n == 3) {
		s->slope = v[0];
		s->shift = v[1];
	} else if (strcmp(rd->word[0], "cut") == 0 && rd->n == 2) {
		s->cut = v[0];
	} else if (strcmp(rd->word[0], "elapsed") == 0 &&
	    rd->n == CR_ELAPSED + 1) {
		memcpy(s->elapsed, v, sizeof(v));
	} else {
		return false;
	}
	return true;
}

static bool
read_line(struct reading *rd)
{
	const char *word = rd->word[0];

	if (strcmp(word, "kind") == 0)
		return rd->n == 2 && rd->r->nstages == 0 &&
		    cr_regressor_parse_kind(rd->word[1], &rd->r->kind);
	if (strcmp(word, "window") == 0)
		return read_window(rd);
	if (strcmp(word, "stage") == 0)
		return read_stage(rd);
	if (rd->stage == NULL)
		return false;
	if (strcmp(word, "prior") == 0)
		return read_prior(rd);
	if (strcmp(word, "effect") == 0)
		return read_effect(rd);
	if (strcmp(word, "feature") == 0)
		return read_feature(rd);
	return read_numbers(rd);
}

int
cr_regressor_read(struct cr *cr, const char *text, size_t n,
    struct cr_regressor *r)
{
	struct reading rd = { .cr = cr, .r = r };
	const char *end = text + n, *nl;

	*r = (struct cr_regressor){ .from = CR_DATE_NONE,
		.day = CR_DATE_NONE };
	for (; text < end; text = nl + 1) {
		rd.line++;
		nl = memchr(text, '\n', (size_t)(end - text));
		if (nl == NULL)
			nl = end;
		if (!split(&rd, text, (size_t)(nl - text)) || !read_line(&rd))
			return wrong(&rd);
	}
	return r->nstages > 0 ? CR_OK : wrong(&rd);
}
