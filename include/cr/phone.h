#ifndef CR_PHONE_H
#define CR_PHONE_H

#include <stdbool.h>

/*
 * Telephone numbers as people write them, and E.164 as networks want them:
 * "+" and up to 15 digits.
 */
#define CR_PHONE_SIZE 17	/* with its NUL */

/*
 * "347 123.45.67", "0039 06/1234", "+44 (0)20 7946 0000" to E.164. What has
 * no country code is Italian (+39), where a fixed number keeps its first
 * zero. False of what is no full number: extensions, short codes, letters.
 */
bool cr_phone_parse(const char *s, char to[CR_PHONE_SIZE]);

/*
 * Can a text message reach the number, which is E.164? Of an Italian number
 * this is told (+39 3...); of any other country's nobody knows: true.
 */
bool cr_phone_is_mobile(const char *e164);

#endif
