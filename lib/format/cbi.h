#ifndef CBI_H
#define CBI_H

#include <stdbool.h>
#include <stdint.h>

#include "btext.h"
#include "cr/buf.h"
#include "cr/date.h"
#include "cr/payref.h"

/*
 * Flows of the Italian interbank standard (CBI-STD-001, CBI-RND-001,
 * CBI-RIB-001): records of 120 bytes between a header and an EF. Positions
 * are those of the standard: from 1, the first is blank, 2-3 the type.
 */
#define CBI_LENGTH 120
#define CBI_TEXT_MAX ((size_t)64 * 1024)	/* of one movement */
#define CBI_BLOCK ((size_t)256 * 1024)		/* read at once */

struct cbi_record {
	char s[CBI_LENGTH + 1];
};

/* What the header of a flow says. */
struct cbi_flow {
	bool open;
	char type[3];		/* RH, IB, ... */
	char word[3];		/* rh */
	char parties[12];	/* sender/receiver: ABI and SIA */
	char support[21];	/* the sender's name for it */
	struct cr_date created;
	int64_t line;
	int64_t records;	/* header and EF among them */
	int32_t items;		/* statements or orders */
	struct cr_money minus, plus;	/* of orders */
};

/* A file of flows, one record at a time. */
struct cbi {
	struct btext *b;
	struct cr_input *in;
	char *block;		/* what was read, from AT on not used */
	size_t at, len;
	bool ended;
	struct cbi_record rec;
	struct cr_buf decoded;
	char day_text[6];	/* the last date that was read, */
	struct cr_date day;	/* since most stand many times */
	struct cbi_flow flow;
	/* the record being made of several */
	struct cr_record out;
	struct cr_rec_entry blank;	/* an empty one */
	bool has_out;
	int64_t out_line;
	struct cr_buf free_text;	/* of the movement, as it stands */
	struct cr_buf remittance;
	/* the statement, or none */
	struct cr_record balance;
	bool in_statement;
	bool duplicate;
	char account[CR_IBAN_SIZE];
	char currency[4];
	char statement_id[80];
};

/* Read the next record: 1, 0 at the end, or an enum cr_error. */
int cr_cbi_next(struct cbi *c);

/* Fields from position FROM to position TO. */
#define CBI_AT(c, from) ((c)->rec.s + (from) - 1)
/* Trimmed, blanks collapsed, UTF-8, in the arena; NULL when blank. */
char *cr_cbi_text(struct cbi *c, int from, int to);
/* The same for messages: "" when blank. */
const char *cr_cbi_show(struct cbi *c, int from, int to);
/* The same of N bytes of any record. */
char *cr_cbi_clean(struct cbi *c, const char *s, size_t n);
bool cr_cbi_is_blank(const struct cbi *c, int from, int to);
/* GGMMAA; CR_DATE_NONE for blanks or zeros. False when it is no date. */
bool cr_cbi_date(struct cbi *c, int from, struct cr_date *out);
/* Digits; -1 when they are none. */
int64_t cr_cbi_number(const struct cbi *c, int from, int to);
/* An Italian account's IBAN, or as it stands; false when blank. */
bool cr_cbi_account(struct cbi *c, int abi, int cab, int account,
    char to[CR_IBAN_SIZE]);

/* Records of a reporting flow: 61 to 65; and its EF. */
int cr_cbi_report(struct cbi *c);
int cr_cbi_report_end(struct cbi *c);
/* A 63; and all that the movement's 63s say, put into its entry. */
void cr_cbi_info(struct cbi *c);
void cr_cbi_info_end(struct cbi *c);

/* Records of a flow of orders or outcomes, 14 to 70; and its EF. */
int cr_cbi_order(struct cbi *c);
int cr_cbi_order_end(struct cbi *c);

#endif
