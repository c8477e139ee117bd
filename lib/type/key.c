#include "cr/key.h"

#include <string.h>

#include "cr/str.h"

static const char *const words[CR_KEY_KINDS] = {
	[CR_KEY_NONE] = "",
	[CR_KEY_PARTY] = "pty",
	[CR_KEY_DOC] = "doc",
	[CR_KEY_ITEM] = "item",
	[CR_KEY_ENTRY] = "ent",
	[CR_KEY_NOTICE] = "not",
	[CR_KEY_MESSAGE] = "msg",
	[CR_KEY_TASK] = "task",
	[CR_KEY_HOLD] = "hold",
	[CR_KEY_CASE] = "case",
	[CR_KEY_PLAN] = "plan",
	[CR_KEY_LOT] = "lot",
	[CR_KEY_CESSION] = "ces",
	[CR_KEY_FILE] = "file",
	[CR_KEY_RUN] = "run",
	[CR_KEY_EVENT] = "ev",
	[CR_KEY_BILL] = "bill",
	[CR_KEY_CLAIM] = "claim",
	[CR_KEY_RECEIVED] = "rcv",
	[CR_KEY_MATCH] = "match",
	[CR_KEY_LIMIT] = "lim",
};

const char *
cr_key_word(enum cr_key_kind kind)
{
	return words[kind];
}

bool
cr_key_parse(const char *s, size_t n, struct cr_key *out)
{
	const char *colon = memchr(s, ':', n);
	size_t len = colon ? (size_t)(colon - s) : 0;
	int kind;

	for (kind = CR_KEY_NONE + 1; kind < CR_KEY_KINDS; kind++)
		if (len == strlen(words[kind]) && len > 0 &&
		    memcmp(s, words[kind], len) == 0)
			break;
	if (kind == CR_KEY_KINDS)
		return false;
	out->kind = (enum cr_key_kind)kind;
	return cr_parse_int(colon + 1, n - len - 1, &out->id) && out->id > 0;
}

/* By hand: every row of every report begins with one. */
char *
cr_key_format(struct cr_key key, char to[CR_KEY_SIZE])
{
	const char *w = words[key.kind];
	uint64_t u = key.id < 0 ? -(uint64_t)key.id : (uint64_t)key.id;
	char digits[20], *d = digits, *p = to;

	while (*w != '\0')
		*p++ = *w++;
	*p++ = ':';
	if (key.id < 0)
		*p++ = '-';
	do
		*d++ = (char)('0' + u % 10);
	while ((u /= 10) != 0);
	while (d > digits)
		*p++ = *--d;
	*p = '\0';
	return to;
}
