#include "cr/xml.h"

#include <string.h>

#include "cr/arena.h"
#include "cr/cr.h"
#include "cr/str.h"

/* A tree being built. */
struct tree {
	struct cr *cr;
	struct cr_xml *x;
	struct cr_arena *arena;
	struct cr_xml_doc *doc;
	struct cr_buf text;	/* of the innermost open element so far */
	int skipping;		/* depth within an element that is not kept */
	int depth;
	size_t nodes;
	struct cr_xml_node *open[CR_XML_MAX_DEPTH + 1];
	struct cr_xml_node **tail[CR_XML_MAX_DEPTH + 1];
};

static int
add_node(struct tree *t, int name, struct cr_xml_node **out)
{
	struct cr_xml_node *e;

	if (++t->nodes > CR_XML_MAX_NODES)
		return cr_fail(t->cr, CR_ELIMIT, "has more than %d elements",
		    CR_XML_MAX_NODES);
	e = cr_arena_alloc(t->arena, sizeof(*e));
	e->name = name;
	e->line = (int32_t)cr_xml_line(t->x);
	e->text = "";
	*t->tail[t->depth] = e;
	t->tail[t->depth] = &e->next;
	*out = e;
	return CR_OK;
}

/* The text collected, collapsed, in the arena. */
static const char *
keep_text(struct tree *t)
{
	size_t i = 0;

	while (i < t->text.len && cr_is_space(t->text.s[i]))
		i++;
	if (i == t->text.len)
		return "";
	return cr_collapse(cr_arena_strndup(t->arena, t->text.s + i,
	    t->text.len - i));
}

/* Attributes are few: the list of names is asked for each of them. */
static int
add_attrs(struct tree *t)
{
	struct cr_xml_node *e;
	const char *v;
	size_t n;
	int i, name, err;

	for (i = 0; cr_xml_attr_at(t->x, i, &name, &v, &n); i++) {
		if (name == 0)
			continue;
		if ((err = add_node(t, name, &e)) != 0)
			return err;
		e->text = cr_collapse(cr_arena_strndup(t->arena, v, n));
	}
	return CR_OK;
}

static int
on_start(void *ctx, int name)
{
	struct tree *t = ctx;
	struct cr_xml_node *e;
	int err;

	if (t->skipping > 0 || (name == 0 && t->depth > 0)) {
		t->skipping++;
		return CR_OK;
	}
	if ((err = add_node(t, name, &e)) != 0)
		return err;
	if (t->depth == 0 && cr_xml_namespace(t->x) != NULL)
		t->doc->ns = cr_arena_strdup(t->arena,
		    cr_xml_namespace(t->x));
	cr_buf_clear(&t->text);
	t->open[++t->depth] = e;
	t->tail[t->depth] = &e->child;
	return add_attrs(t);
}

static int
on_text(void *ctx, const char *s, size_t n)
{
	struct tree *t = ctx;

	if (t->skipping == 0)
		cr_buf_add(&t->text, s, n);
	return t->text.full ? cr_fail(t->cr, CR_ELIMIT,
	    "has a text of more than %zu bytes", CR_XML_MAX_TEXT) : CR_OK;
}

static int
on_end(void *ctx, int name)
{
	struct tree *t = ctx;

	(void)name;
	if (t->skipping > 0) {
		t->skipping--;
		return CR_OK;
	}
	t->open[t->depth--]->text = keep_text(t);
	cr_buf_clear(&t->text);
	return CR_OK;
}

int
cr_xml_tree(struct cr *cr, struct cr_xml *x, struct cr_arena *a,
    const char *p, size_t n, struct cr_xml_doc *out)
{
	static const struct cr_xml_events events = {
		on_start, on_text, on_end
	};
	struct tree t = { .cr = cr, .x = x, .arena = a, .doc = out };
	struct cr_xml_node *root = NULL;
	int err;

	out->root = NULL;
	out->ns = NULL;
	t.tail[0] = &root;
	cr_buf_init_max(&t.text, CR_XML_MAX_TEXT);
	err = cr_xml_events(cr, x, p, n, &events, &t);
	cr_buf_release(&t.text);
	if (err == 0)
		out->root = root;
	return err;
}

const struct cr_xml_node *
cr_xml_child(const struct cr_xml_node *e, int name)
{
	if (e == NULL)
		return NULL;
	for (e = e->child; e != NULL && e->name != name; e = e->next)
		continue;
	return e;
}

const struct cr_xml_node *
cr_xml_next(const struct cr_xml_node *e)
{
	int name = e->name;

	do
		e = e->next;
	while (e != NULL && e->name != name);
	return e;
}

const char *
cr_xml_text(const struct cr_xml_node *e, int name)
{
	e = cr_xml_child(e, name);
	return e != NULL && *e->text != '\0' ? e->text : NULL;
}
