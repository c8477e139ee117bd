#ifndef CR_LETTERHEAD_H
#define CR_LETTERHEAD_H

struct cr;
struct cr_config;

/*
 * What a creditor's paper looks like, from the sections "letterhead NAME" of
 * the configuration, cr.conf(5). Text is borrowed from it; NULL: not said,
 * so that the ledger's is taken.
 */
#define CR_LETTERHEAD_LINES 4
#define CR_LETTERHEAD_CONTACTS 6
#define CR_LETTERHEAD_FOOTER 3

struct cr_letterhead {
	const char *name;
	const char *lines[CR_LETTERHEAD_LINES];
	const char *contacts[CR_LETTERHEAD_CONTACTS];
	const char *footer[CR_LETTERHEAD_FOOTER];
	const char *logo;	/* a PNG file */
	const char *iban, *bic;	/* where to pay */
	const char *place;	/* where letters are written */
	const char *rea;	/* number in the register of companies */
	const char *signer, *role;	/* who signs, as what */
	/* Who takes over what is not paid, and how to reach them. */
	const char *hand_over, *hand_over_contact;
};

/*
 * That of the creditor with CODE or VAT number (either may be NULL), else
 * the one called "default", else none. CR_EUSAGE with file and line when its
 * IBAN is wrong or a list too long.
 */
int cr_letterhead_find(struct cr *cr, const struct cr_config *c,
    const char *code, const char *vat, struct cr_letterhead *out);

/*
 * Call EACH for all of them, by the name of their section; one that is not
 * right is told with cr_refuse(). EACH returns 0 to go on.
 */
int cr_letterhead_each(struct cr *cr, const struct cr_config *c,
    int (*each)(void *ctx, const char *name, const struct cr_letterhead *h),
    void *ctx);

#endif
