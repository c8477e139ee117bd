#include "cr/json.h"

#include <jansson.h>
#include <string.h>

#include "cr/cr.h"

/* A value is jansson's own; its getters that iterate take no const. */
static json_t *
json_of(const struct cr_json *j)
{
	json_t *v;

	memcpy(&v, &j, sizeof(v));
	return v;
}

static const struct cr_json *
wrap(const json_t *v)
{
	return (const struct cr_json *)(const void *)v;
}

int
cr_json_parse(struct cr *cr, const char *s, size_t n, struct cr_json **out)
{
	const char *zero = memchr(s, '\0', n);
	json_error_t error;
	json_t *v;

	/* jansson passes over a NUL that stands behind a number */
	if (zero != NULL)
		return cr_fail(cr, CR_EINPUT, "is no JSON at byte %d: %s",
		    (int)(zero - s) + 1, "NUL");
	v = json_loadb(s, n, JSON_REJECT_DUPLICATES, &error);
	if (v == NULL)
		return cr_fail(cr, CR_EINPUT, "is no JSON at byte %d: %s",
		    error.position, error.text);
	*out = (struct cr_json *)(void *)v;
	return CR_OK;
}

void
cr_json_free(struct cr_json *j)
{
	json_decref(json_of(j));
}

enum cr_json_type
cr_json_type(const struct cr_json *j)
{
	switch (json_typeof(json_of(j))) {
	case JSON_OBJECT:
		return CR_JSON_OBJECT;
	case JSON_ARRAY:
		return CR_JSON_LIST;
	case JSON_STRING:
		return CR_JSON_TEXT;
	case JSON_INTEGER:
		return CR_JSON_INT;
	case JSON_REAL:
		return CR_JSON_REAL;
	case JSON_TRUE:
	case JSON_FALSE:
		return CR_JSON_BOOL;
	default:
		return CR_JSON_NULL;
	}
}

const char *
cr_json_type_word(enum cr_json_type t)
{
	static const char *const words[] = {
		[CR_JSON_NULL] = "null",
		[CR_JSON_BOOL] = "true or false",
		[CR_JSON_INT] = "whole number",
		[CR_JSON_REAL] = "number with decimals",
		[CR_JSON_TEXT] = "text",
		[CR_JSON_LIST] = "list",
		[CR_JSON_OBJECT] = "object",
	};

	return words[t];
}

const char *
cr_json_text(const struct cr_json *j)
{
	return json_string_value(json_of(j));
}

int64_t
cr_json_int(const struct cr_json *j)
{
	return json_integer_value(json_of(j));
}

bool
cr_json_bool(const struct cr_json *j)
{
	return json_is_true(json_of(j));
}

const struct cr_json *
cr_json_get(const struct cr_json *j, const char *key)
{
	return wrap(json_object_get(json_of(j), key));
}

bool
cr_json_next(const struct cr_json *j, void **iter, const char **key,
    const struct cr_json **value)
{
	json_t *o = json_of(j);

	*iter = *iter ? json_object_iter_next(o, *iter) : json_object_iter(o);
	if (*iter == NULL)
		return false;
	*key = json_object_iter_key(*iter);
	*value = wrap(json_object_iter_value(*iter));
	return true;
}

size_t
cr_json_count(const struct cr_json *j)
{
	return json_array_size(json_of(j));
}

const struct cr_json *
cr_json_at(const struct cr_json *j, size_t i)
{
	return wrap(json_array_get(json_of(j), i));
}
