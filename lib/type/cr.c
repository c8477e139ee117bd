#include "cr/cr.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "cr/i18n.h"
#include "cr/mem.h"

#define MESSAGE_MAX 4096	/* the longest message kept */

struct cr_kept {
	struct cr_kept *next;
	const void *key;
	void *what;
	void (*drop)(void *);
};

void
cr_init(struct cr *cr, const char *tool)
{
	*cr = (struct cr){ .tool = tool, .operator = "" };
	cr_buf_init_max(&cr->err, MESSAGE_MAX);
	cr_buf_init(&cr->setting);
}

void
cr_release(struct cr *cr)
{
	struct cr_kept *k;

	while ((k = cr->kept) != NULL) {
		cr->kept = k->next;
		k->drop(k->what);
		free(k);
	}
	cr_buf_release(&cr->err);
	cr_buf_release(&cr->setting);
}

void *
cr_keep(struct cr *cr, const void *key, void *(*make)(void),
    void (*drop)(void *))
{
	struct cr_kept *k;

	for (k = cr->kept; k != NULL; k = k->next)
		if (k->key == key)
			return k->what;
	k = cr_malloc(sizeof(*k));
	*k = (struct cr_kept){ cr->kept, key, make(), drop };
	cr->kept = k;
	return k->what;
}

int
cr_fail(struct cr *cr, int error, const char *fmt, ...)
{
	char text[MESSAGE_MAX];
	va_list ap;

	/* by way of a copy, since an argument may be the old message */
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), _(fmt), ap);
	va_end(ap);
	cr_buf_clear(&cr->err);
	cr_buf_adds(&cr->err, text);
	return error;
}

const char *
cr_errmsg(const struct cr *cr)
{
	return cr->err.s;
}

__attribute__((format(printf, 5, 0))) static void
report(struct cr *cr, const char *file, int64_t line, bool refused,
    const char *fmt, va_list ap)
{
	char text[MESSAGE_MAX];
	struct cr_report r = { file, line, text, refused };

	if (cr->on_report == NULL)
		return;
	vsnprintf(text, sizeof(text), _(fmt), ap);
	cr->on_report(cr->report_ctx, &r);
}

void
cr_warn(struct cr *cr, const char *file, int64_t line, const char *fmt, ...)
{
	va_list ap;

	cr->warned++;
	va_start(ap, fmt);
	report(cr, file, line, false, fmt, ap);
	va_end(ap);
}

void
cr_refuse(struct cr *cr, const char *file, int64_t line, const char *fmt, ...)
{
	va_list ap;

	cr->refused++;
	va_start(ap, fmt);
	report(cr, file, line, true, fmt, ap);
	va_end(ap);
}

void
cr_note(struct cr *cr, const char *file, int64_t line, const char *fmt, ...)
{
	va_list ap;

	if (cr->verbose < 1)
		return;
	va_start(ap, fmt);
	report(cr, file, line, false, fmt, ap);
	va_end(ap);
}
