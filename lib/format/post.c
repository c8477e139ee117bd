#include "cr/post.h"

#include <inttypes.h>
#include <string.h>

#include "cr/channel.h"
#include "cr/digest.h"
#include "cr/json.h"
#include "cr/postal.h"
#include "cr/str.h"
#include "post.h"
#include "provider.h"

#define PAGES_MAX 100000

static bool
is_blank(char c)
{
	return cr_is_space(c) || c == '\0';
}

/* "/Count 12" within the dictionary that S stands in. */
static int
count_in(const char *s, const char *end)
{
	const char *stop = s, *at;
	int n = 0;

	while (stop + 1 < end && !(stop[0] == '>' && stop[1] == '>'))
		stop++;
	for (at = s; at + 6 < stop; at++)
		if (memcmp(at, "/Count", 6) == 0)
			break;
	if (at + 6 >= stop)
		return 0;
	for (at += 6; at < stop && is_blank(*at); at++)
		;
	for (; at < stop && cr_is_digit(*at) && n < PAGES_MAX; at++)
		n = n * 10 + *at - '0';
	return n;
}

/* The root of the tree of pages counts them all, and so the most. */
int
cr_post_pages(const char *pdf, size_t n)
{
	static const char word[] = "/Pages";
	const char *end = pdf + n, *s = pdf;
	int most = 0, k;

	for (; (size_t)(end - s) > sizeof(word) &&
	    (s = memchr(s, '/', (size_t)(end - s) - sizeof(word))) != NULL;
	    s++) {
		if (memcmp(s, word, sizeof(word) - 1) != 0 ||
		    cr_is_alpha(s[sizeof(word) - 1]))
			continue;
		k = count_in(s, end);
		most = k > most ? k : most;
	}
	return most;
}

/* The ending of a name, if it is a short plain one. */
static const char *
ending(const char *name)
{
	const char *dot = name ? strrchr(name, '.') : NULL, *s;

	if (dot == NULL || strlen(dot) < 2 || strlen(dot) > 5)
		return ".bin";
	for (s = dot + 1; *s != '\0'; s++)
		if (!cr_is_alpha(*s) && !cr_is_digit(*s))
			return ".bin";
	return dot;
}

const char *
cr_post_name(struct cr_arena *a, const struct cr_outgoing *m, size_t i)
{
	return cr_arena_printf(a, "%s-%zu%s", m->file, i + 1,
	    ending(m->attachment[i].name));
}

static void
add_text(struct cr_buf *b, const char *key, const char *value)
{
	cr_buf_addf(b, ",\"%s\":", key);
	cr_buf_json(b, value ? value : "");
}

static void
add_attachments(struct cr_arena *a, const struct cr_outgoing *m,
    struct cr_buf *b)
{
	size_t i;

	cr_buf_adds(b, ",\"attachments\":\"");
	for (i = 0; i < m->nattachments; i++)
		cr_buf_addf(b, "%s%s", i > 0 ? " " : "", cr_post_name(a, m,
		    i));
	cr_buf_addc(b, '"');
}

static bool
is_letter(const struct cr_outgoing *m, struct cr_handover *o)
{
	if (m->size < 5 || memcmp(m->content, "%PDF-", 5) != 0)
		cr_way_say(o, CR_DELIVERY_REFUSED, "the letter is no PDF");
	else if (m->nattachments > POST_MAX_ATTACHMENTS)
		cr_way_say(o, CR_DELIVERY_REFUSED, "more than %d files go "
		    "with the letter", POST_MAX_ATTACHMENTS);
	else if (cr_is_empty(m->file) || strlen(m->file) > POST_MAX_NAME ||
	    *m->file == '.' || strpbrk(m->file, "/\"\\\r\n") != NULL)
		cr_way_say(o, CR_DELIVERY_REFUSED, "\"%s\" is no name of a "
		    "file", m->file ? m->file : "");
	else
		return true;
	return false;
}

bool
cr_post_line(struct cr_arena *a, const struct cr_outgoing *m,
    struct cr_buf *json, struct cr_handover *o)
{
	char sha256[CR_SHA256_SIZE];
	struct cr_postal p;
	int pages;

	if (!is_letter(m, o))
		return false;
	if (!cr_postal_parse(a, m->to ? m->to : "", &p)) {
		cr_way_say(o, CR_DELIVERY_REFUSED, "\"%s\" is no postal "
		    "address", m->to ? m->to : "");
		return false;
	}
	pages = cr_post_pages(m->content, m->size);
	cr_buf_adds(json, "{\"file\":");
	cr_buf_json(json, cr_arena_printf(a, "%s.pdf", m->file));
	cr_buf_addf(json, ",\"message\":%" PRId64, m->message);
	add_text(json, "channel", cr_channel_word(m->channel));
	cr_buf_addf(json, ",\"registered\":%s",
	    m->channel == CR_CHANNEL_REGISTERED ? "true" : "false");
	add_text(json, "name", m->name);
	add_text(json, "street", p.street);
	add_text(json, "zip", p.zip);
	add_text(json, "city", p.city);
	add_text(json, "province", p.province);
	add_text(json, "country", p.country ? p.country : "IT");
	if (pages > 0)
		cr_buf_addf(json, ",\"pages\":%d", pages);
	cr_buf_addf(json, ",\"bytes\":%zu", m->size);
	add_text(json, "sha256", cr_sha256(m->content, m->size, sha256));
	add_attachments(a, m, json);
	cr_buf_adds(json, "}\n");
	return true;
}

static const char *const columns[] = { "file", "message", "channel",
    "registered", "name", "street", "zip", "city", "province", "country",
    "pages", "bytes", "sha256", "attachments" };
#define COLUMNS (sizeof(columns) / sizeof(*columns))

void
cr_post_csv_head(struct cr_buf *csv)
{
	size_t i;

	for (i = 0; i < COLUMNS; i++)
		cr_buf_addf(csv, "%s%s", i > 0 ? "," : "", columns[i]);
	cr_buf_adds(csv, "\r\n");
}

/* RFC 4180; no formula for a spreadsheet. */
static void
add_cell(struct cr_buf *csv, const char *s)
{
	bool formula = *s != '\0' && strchr("=+-@\t\r", *s) != NULL;

	if (!formula && strpbrk(s, "\",\r\n") == NULL) {
		cr_buf_adds(csv, s);
		return;
	}
	cr_buf_adds(csv, formula ? "\"'" : "\"");
	for (; *s != '\0'; s++) {
		if (*s == '"')
			cr_buf_addc(csv, '"');
		cr_buf_addc(csv, *s);
	}
	cr_buf_addc(csv, '"');
}

void
cr_post_csv_line(struct cr_buf *csv, const struct cr_json *j)
{
	const struct cr_json *v;
	size_t i;

	for (i = 0; i < COLUMNS; i++) {
		if (i > 0)
			cr_buf_addc(csv, ',');
		if ((v = cr_json_get(j, columns[i])) == NULL)
			continue;
		switch (cr_json_type(v)) {
		case CR_JSON_TEXT:
			add_cell(csv, cr_json_text(v));
			break;
		case CR_JSON_INT:
			cr_buf_addi(csv, cr_json_int(v));
			break;
		case CR_JSON_BOOL:
			cr_buf_adds(csv, cr_json_bool(v) ? "yes" : "no");
			break;
		default:
			break;
		}
	}
	cr_buf_adds(csv, "\r\n");
}
