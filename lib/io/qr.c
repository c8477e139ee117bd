#include "cr/qr.h"

#include <qrencode.h>
#include <stdlib.h>

#include "cr/cr.h"
#include "cr/mem.h"

#define VERSION_MAX 13
#define BLACK 1			/* the lowest bit of a module */

int
cr_qr_make(struct cr *cr, const char *text, size_t n, struct cr_qr *out)
{
	QRcode *code = NULL;
	size_t i, all;

	*out = (struct cr_qr){ .modules = NULL };
	if (n > 0 && n <= CR_QR_MAX_SIZE * CR_QR_MAX_SIZE)
		code = QRcode_encodeData((int)n, (const unsigned char *)text,
		    0, QR_ECLEVEL_M);
	if (code == NULL || code->version > VERSION_MAX) {
		QRcode_free(code);
		return cr_fail(cr, CR_ELIMIT, "%zu bytes do not fit a QR code",
		    n);
	}
	out->size = code->width;
	all = (size_t)code->width * (size_t)code->width;
	out->modules = cr_calloc(all, sizeof(*out->modules));
	for (i = 0; i < all; i++)
		out->modules[i] = (code->data[i] & BLACK) != 0;
	QRcode_free(code);
	return CR_OK;
}

void
cr_qr_release(struct cr_qr *q)
{
	free(q->modules);
	*q = (struct cr_qr){ .modules = NULL };
}
