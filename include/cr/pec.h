#ifndef CR_PEC_H
#define CR_PEC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/mime_read.h"
#include "cr/time.h"

struct cr;
struct cr_arena;
struct cr_trust;

/*
 * Certified mail (PEC): RFC 6109, DM 2/11/2005, DPR 68/2005. A receipt is
 * what its signed daticert.xml says; subject, text and X-Ricevuta are for
 * people and prove nothing. "Parsing MUST be done on the XML part only"
 * (RFC 6109 4.3).
 *
 * A receipt is evidence of one message of ours when the signature over the
 * very bytes of its first part holds, its certificate is believed and is
 * for the address that it comes from, it tells the Message-ID that we
 * chose, it is about one of our recipients, and what it gives back of a
 * message delivered is what we sent.
 */
enum cr_pec_class {
	CR_PEC_NONE,			/* no certified mail */
	CR_PEC_UNKNOWN,			/* of a kind that is not known */
	CR_PEC_ACCEPTED,		/* accettazione */
	CR_PEC_NOT_ACCEPTED,		/* non-accettazione */
	CR_PEC_TAKEN,			/* presa-in-carico */
	CR_PEC_DELIVERED,		/* avvenuta-consegna */
	CR_PEC_NOT_DELIVERED,		/* errore-consegna */
	CR_PEC_LATE,			/* preavviso-errore-consegna, 12 h */
	CR_PEC_VIRUS,			/* rilevazione-virus */
	CR_PEC_TRANSPORT,		/* posta-certificata: mail that came */
	CR_PEC_ANOMALY,			/* ordinary mail, wrapped */
	CR_PEC_CLASSES
};

enum cr_pec_signature {
	CR_PEC_ABSENT,
	CR_PEC_INVALID,
	CR_PEC_UNTRUSTED,		/* holds; its certificate does not */
	CR_PEC_VALID,
};

const char *cr_pec_class_word(enum cr_pec_class c);	/* "accettazione" */
const char *cr_pec_signature_word(enum cr_pec_signature s);

#define CR_PEC_RECIPIENTS_MAX 1000

struct cr_pec_to {
	const char *address;
	bool certified;		/* false: ordinary mail, which is never told */
};

/* What a message of certified mail says. Text is of the arena; NULL: it
 * does not say. */
struct cr_pec {
	enum cr_pec_class class;
	const char *error;		/* nessuno no-dest no-dominio ... */
	const char *error_text;		/* errore-esteso */
	const char *message_id;		/* msgid, as it stands: <...> */
	const char *recipient;		/* consegna */
	const char *receipt_type;	/* completa breve sintetica */
	const char *provider;		/* gestore-emittente */
	const char *identifier;		/* what it calls our message */
	char time[CR_TIME_SIZE];	/* UTC; "": none */
	struct cr_pec_to *to;
	size_t nto;
	enum cr_pec_signature signature;
	const char *why;		/* it is not valid, or not read */
	const char *from;		/* the address it says it comes from */
	bool from_is_signer;		/* and the certificate is for it */
	bool sound;			/* just one daticert.xml, well-formed */
	const struct cr_mime_part *copy;	/* postacert.eml */
};

struct cr_pec_opts {
	const struct cr_trust *trust;	/* NULL: nobody is believed */
	int64_t now;			/* seconds since 1970 */
};

/*
 * Read the message M. Whatever is wrong with it is in OUT, since a bad
 * message must never stop the others; an enum cr_error is of the machine.
 */
int cr_pec_read(struct cr *cr, struct cr_arena *a,
    const struct cr_mime_part *m, const struct cr_pec_opts *opts,
    struct cr_pec *out);

/* A message of ours, as it left. */
struct cr_pec_sent {
	const char *message_id;		/* with or without <> */
	const char *const *to;		/* our recipients */
	size_t nto;
	const struct cr_mime_part *mail;	/* NULL: not kept */
};

/* Are two Message-IDs the same, but for <>? */
bool cr_pec_same_id(const char *a, const char *b);
/* Is it about that message, whether or not it may be believed? */
bool cr_pec_is_about(const struct cr_pec *p, const struct cr_pec_sent *s);
/*
 * Is it evidence of what it says about that message? If not, *WHY (of
 * static storage, for people) says what is missing.
 */
bool cr_pec_is_evidence(const struct cr_pec *p, const struct cr_pec_sent *s,
    const char **why);
/*
 * Is what a receipt gives back the message that we sent? BRIEF: attachments
 * are replaced by their digests, SHA-1 of the text as it was encoded
 * (RFC 6109 3.3.2.2).
 */
bool cr_pec_same_mail(const struct cr_mime_part *sent,
    const struct cr_mime_part *copy, bool brief);

#endif
