#include "cr/table.h"

#include "cr/buf.h"
#include "cr/canon.h"
#include "mapping.h"

static void
add_quoted(struct cr_buf *b, const char *prefix, const char *s)
{
	cr_buf_addc(b, '"');
	cr_buf_adds(b, prefix);
	for (; *s != '\0'; s++) {
		if (*s == '"' || *s == '\\' || *s == '\n')
			cr_buf_addc(b, '\\');
		cr_buf_addc(b, *s == '\n' ? 'n' : *s);
	}
	cr_buf_addc(b, '"');
}

static void
add_source(struct cr_buf *b, const struct source *s)
{
	switch (s->kind) {
	case SOURCE_HEADER:
		add_quoted(b, "", s->text);
		break;
	case SOURCE_COLUMN:
		cr_buf_addf(b, "\"#%d\"", (int)s->at);
		break;
	case SOURCE_FIXED:
		cr_buf_addf(b, "\"@%d:%d\"", (int)s->at, (int)s->len);
		break;
	case SOURCE_CONSTANT:
		add_quoted(b, "=", s->text);
		break;
	}
}

static void
add_sources(struct cr_buf *b, const struct sources *from)
{
	size_t i;

	if (from->n != 1)
		cr_buf_adds(b, "{ ");
	for (i = 0; i < from->n; i++) {
		if (i > 0)
			cr_buf_adds(b, ", ");
		add_source(b, &from->v[i]);
	}
	if (from->n != 1)
		cr_buf_adds(b, " }");
}

static void
add_texts(struct cr_buf *b, const char *indent, const char *name,
    const struct cr_text_list *l)
{
	size_t i;

	if (l->n == 0)
		return;
	cr_buf_addf(b, "%s%s = { ", indent, name);
	for (i = 0; i < l->n; i++) {
		if (i > 0)
			cr_buf_adds(b, ", ");
		add_quoted(b, "", l->v[i]);
	}
	cr_buf_adds(b, " }\n");
}

static void
add_filters(struct cr_buf *b, const char *indent, const struct filters *f)
{
	size_t i;

	for (i = 0; i < f->n; i++) {
		cr_buf_adds(b, indent);
		cr_buf_adds(b, f->v[i].except ? "except " : "only ");
		add_sources(b, &f->v[i].from);
		add_texts(b, " { ", "values", &f->v[i].values);
		b->len--;	/* on the same line */
		cr_buf_adds(b, " }\n");
	}
}

static void
add_section(struct cr_buf *b, const struct section *s, const char *word)
{
	char name[MAPPING_NAME_MAX];
	size_t i;

	cr_buf_addf(b, "\n%s {\n", word);
	for (i = 0; i < s->nwanted; i++) {
		cr_buf_addf(b, "\t%s = ",
		    cr_mapping_key_name(s->wanted[i].key, name));
		add_sources(b, &s->wanted[i].from);
		cr_buf_addc(b, '\n');
	}
	if (s->inverted)
		cr_buf_adds(b, "\tsign = \"-\"\n");
	add_texts(b, "\t", "debit_values", &s->debit_values);
	add_texts(b, "\t", "credit_values", &s->credit_values);
	add_texts(b, "\t", "credit_causes", &s->credit_causes);
	add_texts(b, "\t", "kinds", &s->kinds);
	add_filters(b, "\t", &s->filters);
	cr_buf_adds(b, "}\n");
}

static void
add_mark(struct cr_buf *b, const char *name, char mark)
{
	if (mark == 0)
		cr_buf_addf(b, "%s = none\n", name);
	else if (mark == '\t')
		cr_buf_addf(b, "%s = tab\n", name);
	else
		cr_buf_addf(b, "%s = \"%c\"\n", name, mark);
}

static void
add_styles(struct cr_buf *b, const struct cr_mapping *m)
{
	if (m->money_known && m->money.implied)
		cr_buf_adds(b, "decimal = implied\n");
	else if (m->money_known)
		add_mark(b, "decimal", m->money.mark);
	if (m->money_known && m->money.group != 0)
		add_mark(b, "group", m->money.group);
	if (m->thousands)
		cr_buf_adds(b, "unit = thousand\n");
	if (m->date_known)
		cr_buf_addf(b, "date = \"%s\"\n",
		    cr_mapping_date_word(m->date));
	if (m->encoding != CR_ENCODING_AUTO)
		cr_buf_addf(b, "encoding = %s\n",
		    cr_encoding_word(m->encoding));
}

void
cr_mapping_describe(struct cr_buf *b, const struct cr_mapping *m)
{
	int i;

	if (m->separator != 0)
		add_mark(b, "separator", m->separator);
	add_styles(b, m);
	if (m->skip_lines > 0)
		cr_buf_addf(b, "skip_lines = %d\n", (int)m->skip_lines);
	if (!m->header)
		cr_buf_adds(b, "header = no\n");
	else if (m->fixed)
		cr_buf_adds(b, "header = yes\n");
	if (m->short_rows)
		cr_buf_adds(b, "short_rows = yes\n");
	if (m->sheet != NULL) {
		cr_buf_adds(b, "sheet = ");
		add_quoted(b, "", m->sheet);
		cr_buf_addc(b, '\n');
	}
	add_filters(b, "", &m->filters);
	for (i = 0; i < MAPPING_SECTIONS; i++)
		if (m->section[i].used)
			add_section(b, &m->section[i],
			    cr_record_word(cr_mapping_types[i]));
}
