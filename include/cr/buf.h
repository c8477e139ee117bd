#ifndef CR_BUF_H
#define CR_BUF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/*
 * A growing text. The bytes are followed by a NUL that LEN does not count,
 * so S is a C string at all times, also of an empty buffer. MAX bounds the
 * length: what would pass it is dropped and FULL is set, so a hostile file
 * cannot grow it without end and the caller tests once, at the end.
 */
struct cr_buf {
	char *s;
	size_t len, cap, max;
	bool full;
};

#define CR_BUF_MAX ((size_t)1 << 30)	/* the default bound: 1 GiB */

void cr_buf_init(struct cr_buf *b);
void cr_buf_init_max(struct cr_buf *b, size_t max);
void cr_buf_release(struct cr_buf *b);	/* frees; B may be used again */
void cr_buf_clear(struct cr_buf *b);	/* empties and keeps the memory */
/* Give the text away; the caller frees it. B is empty after. */
char *cr_buf_detach(struct cr_buf *b);

/* Make the memory larger, for cr_buf_room(). */
char *cr_buf_grow(struct cr_buf *b, size_t n);

/* Room for N more bytes at S + LEN, or NULL beyond MAX; then add to LEN. */
static inline char *
cr_buf_room(struct cr_buf *b, size_t n)
{
	return n < b->cap - b->len ? b->s + b->len : cr_buf_grow(b, n);
}

static inline void
cr_buf_addc(struct cr_buf *b, char c)
{
	char *to = cr_buf_room(b, 1);

	if (to == NULL)
		return;
	to[0] = c;
	to[1] = '\0';
	b->len++;
}

/* P may be NULL when N is 0. An empty buffer may have no memory to end. */
static inline void
cr_buf_add(struct cr_buf *b, const void *p, size_t n)
{
	char *to = n == 0 ? NULL : cr_buf_room(b, n);

	if (to == NULL)
		return;
	memcpy(to, p, n);
	to[n] = '\0';
	b->len += n;
}

static inline void
cr_buf_adds(struct cr_buf *b, const char *s)
{
	cr_buf_add(b, s, strlen(s));
}

void cr_buf_addi(struct cr_buf *b, int64_t n);
void cr_buf_addf(struct cr_buf *b, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
/* S as a JSON string (RFC 8259), quotes included. */
void cr_buf_json(struct cr_buf *b, const char *s);
/*
 * S as a cell of TSV (cr-tsv(5)): tab, newline, CR and backslash are
 * escaped, so is a lone "-".
 */
void cr_buf_tsv(struct cr_buf *b, const char *s);

#endif
