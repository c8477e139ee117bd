#ifndef CR_QR_H
#define CR_QR_H

#include <stdbool.h>
#include <stddef.h>

struct cr;

/*
 * The door to libqrencode: QR codes (ISO/IEC 18004) with error correction
 * level M, as EPC069-12 asks for: 15 % of it may be dirt.
 */
struct cr_qr {
	bool *modules;		/* size times size, row by row; true is black */
	int size;
};

#define CR_QR_MAX_SIZE 69	/* version 13, the largest EPC069-12 allows */
#define CR_QR_QUIET 4		/* modules that stay white all around */

/* N bytes of TEXT as one code; CR_ELIMIT when they are too many. */
int cr_qr_make(struct cr *cr, const char *text, size_t n, struct cr_qr *out);
void cr_qr_release(struct cr_qr *q);

#endif
