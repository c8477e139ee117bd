#ifndef CR_GSM_H
#define CR_GSM_H

#include <stdbool.h>
#include <stddef.h>

struct cr_buf;

/*
 * The alphabet of text messages, 3GPP TS 23.038 (GSM 03.38), and how many
 * messages a text is paid as. In the alphabet a message holds 160 units of 7
 * bits, or 153 when there are more than one; a character of the extension
 * table (the euro sign, brackets) is two units, which stay together. A text
 * with any other character goes as UCS-2: 70 units or 67, and what is beyond
 * the first plane is two units, which stay together too.
 */
#define CR_GSM_ONE 160
#define CR_GSM_MANY 153
#define CR_GSM_UCS2_ONE 70
#define CR_GSM_UCS2_MANY 67

struct cr_gsm {
	bool ucs2;		/* it does not fit the alphabet */
	size_t units;
	size_t segments;	/* messages; of an empty text 1 */
	/* the first character that does not fit, its bytes; else "" */
	char odd[5];
};

/* Measure TEXT, which is UTF-8. */
struct cr_gsm cr_gsm_measure(const char *text);

/*
 * Append TEXT with what the alphabet lacks written in its letters, where
 * people do so: quotation marks and dashes of printers, the ellipsis, hard
 * blanks, capitals with accents (E' for the Italian E), letters of other
 * languages without theirs. What has no such form stays.
 */
void cr_gsm_plain(struct cr_buf *out, const char *text);

#endif
