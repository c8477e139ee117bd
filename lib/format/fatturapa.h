#ifndef FATTURAPA_H
#define FATTURAPA_H

#include "cr/arena.h"
#include "cr/canon.h"
#include "cr/xml.h"
#include "document.h"
#include "fatturapa_names.h"

/* A FatturaPA file being read. */
struct fpa {
	struct cr *cr;
	struct cr_arena *arena;
	struct document *doc;
	bool simplified;
	int32_t body;		/* from 1; 0 in the header */
	struct cr_text_list warnings;	/* of the body at hand */
	size_t warnings_cap;
};

/*
 * Refuse the file for what is wrong at E: "body 2: ..." on its line.
 * Returns CR_EINPUT.
 */
int cr_fpa_bad(struct fpa *f, const struct cr_xml_node *e, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* "code: text" among the warnings of the body. */
void cr_fpa_warn(struct fpa *f, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* The text of a child that must be there. */
int cr_fpa_need(struct fpa *f, const struct cr_xml_node *e, int name,
    const char **out);
/* An amount that must be there; and one that may be absent (0 then). */
int cr_fpa_need_money(struct fpa *f, const struct cr_xml_node *e, int name,
    struct cr_money *out);
int cr_fpa_money(struct fpa *f, const struct cr_xml_node *e, int name,
    struct cr_money *out);
/* Add, or refuse the file for amounts beyond all reason. */
int cr_fpa_add(struct fpa *f, const struct cr_xml_node *e, struct cr_money *sum,
    struct cr_money x);
/* A date that may be absent or wrong; false then. */
bool cr_fpa_date(const char *text, struct cr_date *out);

/* Both parties of the header, into every body's record. */
int cr_fpa_parties(struct fpa *f, const struct cr_xml_node *root,
    struct cr_rec_party *creditor, struct cr_rec_party *debtor);

/* Totals, then instalments, then whether they agree. */
int cr_fpa_amounts(struct fpa *f, const struct cr_xml_node *body,
    struct cr_rec_invoice *inv);
int cr_fpa_instalments(struct fpa *f, const struct cr_xml_node *body,
    struct cr_rec_invoice *inv);

#endif
