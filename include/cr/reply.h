#ifndef CR_REPLY_H
#define CR_REPLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/mime_read.h"

struct cr_arena;

/*
 * Mail that is neither receipt nor report: did a person write it? RFC 3834
 * says how machines should mark what they answer; many do it otherwise.
 */

/* Why M is by a machine, for people; NULL when nothing says so. */
const char *cr_reply_machine(const struct cr_mime_part *m,
    struct cr_arena *a);
/* Does it look like a report of a mail server that is no standard one? */
bool cr_reply_is_bounce(const struct cr_mime_part *m, struct cr_arena *a);

#define CR_REPLY_IDS_MAX 200

/*
 * Message-IDs that M refers to, without <>: those of In-Reply-To, then
 * References from the last to the first. Returns how many, up to MAX.
 */
size_t cr_reply_references(const struct cr_mime_part *m, struct cr_arena *a,
    const char **ids, size_t max);
/* Those that stand anywhere in it, also in what it gives back. */
size_t cr_reply_mentions(const struct cr_mime_part *m, struct cr_arena *a,
    const char **ids, size_t max);

/*
 * The address that is marked with a message: 42 of "crediti+msg42@x.it" in
 * To, Cc or Delivered-To; 0 when there is none.
 */
int64_t cr_reply_tag(const struct cr_mime_part *m, struct cr_arena *a);

#endif
