#ifndef CR_CANON_H
#define CR_CANON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/date.h"
#include "cr/digest.h"
#include "cr/money.h"

struct cr;
struct cr_arena;
struct cr_buf;

/*
 * Canonical records: the neutral form between every file that cr can read
 * and the ledger. cr-records(5) describes the JSON and TSV that cr-read
 * prints of them. Text is UTF-8 and NUL-terminated; NULL is "not said".
 * A reader owns what it emits until its callback returns.
 */

enum cr_record_type {
	CR_RECORD_PARTY,
	CR_RECORD_INVOICE,
	CR_RECORD_ITEM,
	CR_RECORD_PAYMENT,
	CR_RECORD_RECEIPT,
	CR_RECORD_ENTRY,
	CR_RECORD_OUTCOME,
	CR_RECORD_BALANCE,
	CR_RECORD_SHEET,	/* "balance-sheet" */
	CR_RECORD_SCORE,
	CR_RECORD_ADVERSE,
	CR_RECORD_ASSET,
	CR_RECORD_COMMITMENT,
	CR_RECORD_PLAFOND,
};

/* An amount that may be absent. */
struct cr_opt_money {
	bool set;
	struct cr_money v;
};

enum cr_flag { CR_FLAG_UNKNOWN = -1, CR_FLAG_NO = 0, CR_FLAG_YES = 1 };

struct cr_text_list {
	const char **v;
	size_t n;
};

struct cr_rec_party {
	const char *code;	/* in the ERP that the record comes from */
	const char *kind;	/* company, person, pa */
	const char *name;
	const char *country;	/* ISO 3166, two letters */
	const char *vat;	/* without country */
	const char *tax_code;
	const char *street, *zip, *city, *province;
	const char *sdi_code, *pec, *email, *mobile, *phone, *fax;
	const char *iban;
	const char *language;	/* it, en, de */
	const char *area, *depot, *agent, *category;
	enum cr_flag seasonal;
	const char *profession;
	struct cr_text_list roles;	/* debtor creditor agent depot ... */
};

struct cr_rec_instalment {
	struct cr_date due;	/* CR_DATE_NONE: not said, or no date */
	const char *due_raw;	/* what stood there, when it is no date */
	struct cr_money amount;
	const char *method;	/* MPxx */
	const char *terms;	/* TPxx */
	const char *iban;
	const char *code;	/* CodicePagamento, the remittance key */
	const char *payee;	/* Beneficiario, when not the creditor */
	struct cr_date terms_from;	/* DataRiferimentoTerminiPagamento */
	int32_t terms_days;	/* GiorniTerminiPagamento; -1: not said */
	bool alternative;	/* another way to pay one already listed */
};

struct cr_rec_reference {
	const char *kind;	/* order contract receipt invoice ... */
	const char *id;
	struct cr_date date;
	const char *cig, *cup;
};

/* One body of a FatturaPA file, or one document of an ERP. */
struct cr_rec_invoice {
	int32_t body;		/* from 1 */
	const char *type;	/* TDxx */
	const char *number;
	struct cr_date date;
	const char *currency;
	struct cr_rec_party creditor, debtor;
	struct cr_opt_money total;	/* as declared */
	struct cr_money computed_total;	/* taxable and tax */
	struct cr_money due;	/* owed in cash; negative for credit notes */
	struct cr_money withheld, split_vat;
	struct cr_rec_instalment *instalments;
	size_t ninstalments;
	struct cr_rec_reference *references;
	size_t nreferences;
	bool art73;		/* numbered anew each day (Art73 = SI) */
	struct cr_text_list envelope;	/* layers removed, outermost first */
	const char *signature;	/* none, good, bad: mathematics only */
	const char *encoding;
	struct cr_text_list warnings;
};

/* One instalment in an ERP's due-date ledger. */
struct cr_rec_item {
	const char *creditor;	/* code, VAT number or tax code */
	const char *debtor;	/* the same */
	const char *number;
	struct cr_date date;
	struct cr_date due;
	int32_t instalment;	/* from 1; 0: not said */
	struct cr_opt_money amount;
	struct cr_opt_money open;	/* what is left of it */
	const char *currency;
	const char *method;
	const char *cause;	/* posting cause or document type */
	const char *note;
};

/* Money that came in (or went back, negative) for a document. */
struct cr_rec_payment {
	const char *ref;	/* unique in its source; NULL: made up */
	const char *creditor, *debtor;
	const char *number;	/* of the document paid; NULL: on account */
	struct cr_date doc_date;	/* of that document, if said */
	struct cr_date due;	/* of the instalment paid, if said */
	struct cr_date date;	/* when it was paid */
	struct cr_money amount;
	const char *currency;
	const char *kind;	/* as the source calls it: BON, RIB, INS */
	const char *note;
};

/* SdI receipts and notifications. */
struct cr_rec_receipt {
	const char *source;	/* sdi */
	const char *kind;	/* RC NS MC NE EC SE DT AT MT */
	const char *ref;	/* IdentificativoSdI */
	const char *recipient;
	const char *time;	/* UTC, 2026-03-31T10:00:00Z */
	const char *delivered;	/* DataOraConsegna or MessaADisposizione */
	const char *error;	/* codes, comma separated */
	const char *outcome;	/* EC01, EC02 */
	const char *doc_number;	/* RiferimentoFattura */
	int32_t doc_year;	/* 0: not said */
	int32_t doc_body;	/* PosizioneFattura; 0: the whole file */
	const char *file_name;	/* of the file that was transmitted */
	const char *file_hash;	/* its SHA-256, lower case */
	const char *note;
};

/*
 * One movement of a bank account; or a part of one, when the bank details
 * several under one sum. The sign of the amount comes from the bank's
 * debit/credit mark alone, never from a code or from a reversal mark.
 */
struct cr_rec_entry {
	int32_t statement;	/* within the file, from 1 */
	const char *account;	/* ours: IBAN, or as the bank writes it */
	int32_t entry;		/* within the statement, from 1 */
	int32_t tx;		/* 0: the movement; from 1: its parts */
	struct cr_date booked, value;
	const char *currency;
	/*
	 * A part may not say. A movement that does not was told as refused
	 * by its reader: neither it nor a part of it can be booked.
	 */
	struct cr_opt_money amount;
	const char *status;	/* BOOK PDNG INFO ..., as the bank says */
	const char *end_to_end;	/* the payer's or our own key */
	const char *servicer_ref;	/* the bank's */
	const char *name, *iban;	/* of the other side */
	const char *remittance;	/* free text */
	const char *creditor_ref;	/* structured; several: comma */
	const char *document_refs;	/* structured; several: comma */
	const char *return_reason;	/* MD01, AM04: why it came back */
	const char *code;	/* bank transaction code, CBI causale */
	struct cr_opt_money charges;
	struct cr_opt_money tx_amount;	/* of the only part, if another */
	/*
	 * camt052 camt053 camt054 cbi-daily cbi-periodic; rh ec ra rp dt;
	 * mt940 mt942; csv
	 */
	const char *source;
	bool reversal;		/* the bank takes back what it booked */
	bool duplicate;		/* sent again: 93011, CpyDplctInd DUPL */
	const char *tax_code;	/* of the other side */
	const char *payment_id;	/* PmtInfId, slip: of the batch */
	const char *mandate;
	const char *message_id;
	const char *bank_code;	/* the bank's own cause */
	const char *statement_id;	/* as the bank numbers it */
	const char *note;	/* what else the bank says */
	const char *tx_note;	/* and what it says of the only part */
	const char *bank_message_id;	/* of what the bank sent (MsgId) */
	const char *cheque;	/* number of the one that was paid in */
};

/*
 * What became of a collection order (RiBa, SDD), as presented, or as its
 * outcome: one event; a later one does not undo it, it follows it.
 */
struct cr_rec_outcome {
	const char *source;	/* riba sdd pain002 mav rid agency */
	const char *ref;	/* receipt number, end-to-end, case */
	const char *debtor;	/* the code that we gave */
	struct cr_date due;
	struct cr_opt_money amount;
	const char *code;	/* 42010, RJCT */
	/*
	 * presented paid unpaid recalled refused memo; promise plan dispute
	 * untraceable ...; NULL: the code means nothing to us, change nothing
	 */
	const char *outcome;
	const char *reason;	/* MD01, AM04 */
	struct cr_date date;	/* the event's day */
	struct cr_opt_money charges;
	const char *note;
	const char *currency;
	const char *name, *iban, *tax_code;	/* of the debtor */
	const char *remittance;	/* what is paid, as we wrote it */
	const char *account;	/* ours: ABI/CAB/number or IBAN */
	const char *message_id;	/* of our file: support name, OrgnlMsgId */
	const char *payment_id;	/* OrgnlPmtInfId */
	const char *mandate;
	int32_t tx;		/* 0: speaks of all of its group */
	struct cr_date value;	/* value day of charge or re-debit */
	/* of the levels above, where an outcome speaks of one order */
	const char *group_status, *group_reason;
	const char *payment_status, *payment_reason;
	const char *status_id;	/* the bank's, of this outcome */
	const char *instruction_id;	/* ours, besides end-to-end */
	const char *creditor_name;
	const char *bank_message_id;	/* of what the bank sent (MsgId) */
	const char *creditor;	/* as the bank knows us: SIA, SEPA id */
};

/* What a statement says of itself, and whether its entries agree. */
struct cr_rec_balance {
	int32_t statement;
	const char *account;
	const char *currency;
	struct cr_opt_money opening, closing;
	struct cr_money entries_sum;	/* of the booked ones */
	int32_t entries;	/* how many */
	enum cr_flag agrees;	/* unknown when a balance is missing */
	const char *source;
	struct cr_date date;	/* of the closing balance */
	const char *statement_id;
};

/*
 * What a source tells of a party beside how it pays; cr/risk_facts.h says
 * what each field is and what makes two of them the same. DEBTOR is a code,
 * a VAT number or a tax code. A currency not said is the euro.
 */
struct cr_rec_sheet {
	const char *debtor;
	struct cr_date date;	/* the last day of its year */
	struct cr_date filed;
	const char *currency;
	struct cr_opt_money assets, current_assets, current_liabilities;
	struct cr_opt_money retained, ebit, equity, liabilities, sales;
	const char *source;
};

struct cr_rec_score {
	const char *debtor;
	const char *provider, *score;
	struct cr_date date, until;
	const char *note;
};

struct cr_rec_adverse {
	const char *debtor;
	const char *kind;	/* insolvency, protest, ... */
	struct cr_date date, until;
	struct cr_opt_money amount;
	const char *currency;
	const char *ref;	/* number of the bill, the procedure */
	const char *source, *note;
};

struct cr_rec_asset {
	const char *debtor;
	const char *kind;	/* building, land, ... */
	const char *ref;	/* land register, plate, employer */
	struct cr_opt_money value, burden;
	const char *currency;
	struct cr_date date, until;
	const char *source, *note;
};

struct cr_rec_commitment {
	const char *creditor, *debtor;
	const char *kind;	/* order, delivery */
	const char *number;
	struct cr_date date;
	struct cr_date expected;	/* to be delivered, invoiced */
	struct cr_opt_money amount;	/* what is left, with VAT */
	const char *currency;
	const char *note;
};

struct cr_rec_plafond {
	const char *debtor;
	const char *provider;
	const char *kind;	/* insured, factored */
	struct cr_opt_money amount;
	const char *currency;
	int32_t covered_bp;	/* of a loss; -1: not said, all of it */
	struct cr_date date;	/* not said: from when it is known */
	struct cr_date until;
	const char *note;
};

struct cr_record {
	enum cr_record_type type;
	const char *file;	/* where it was read */
	int64_t line;		/* line, or 0 */
	const char *raw;	/* as it stood in the file; NULL: no line */
	const char *header;	/* goes before it in a reject file; or NULL */
	char separator;		/* between its columns; 0: it has none */
	union {
		struct cr_rec_party party;
		struct cr_rec_invoice invoice;
		struct cr_rec_item item;
		struct cr_rec_payment payment;
		struct cr_rec_receipt receipt;
		struct cr_rec_entry entry;
		struct cr_rec_outcome outcome;
		struct cr_rec_balance balance;
		struct cr_rec_sheet sheet;
		struct cr_rec_score score;
		struct cr_rec_adverse adverse;
		struct cr_rec_asset asset;
		struct cr_rec_commitment commitment;
		struct cr_rec_plafond plafond;
	} u;
};

/* "invoice"; and back, false if there is no such word. */
const char *cr_record_word(enum cr_record_type type);
bool cr_record_type_parse(const char *word, enum cr_record_type *out);

/* Empty it: dates CR_DATE_NONE, flags unknown, terms -1. */
void cr_record_init(struct cr_record *r, enum cr_record_type type);

/*
 * Append what a reject file says of R, left out for REASON: RAW with the
 * reason in an added column (or behind a mark where there are no columns),
 * without line end. R->HEADER comes before the first such line. The readers
 * pass over the reason when the file comes back. False: R has no line.
 */
bool cr_record_reject(struct cr_buf *b, const struct cr_record *r,
    const char *reason);

/* Append it as one line of JSON, keys in the order of cr-records(5). */
void cr_record_to_json(struct cr_buf *b, const struct cr_record *r);
/*
 * Read one JSON object of N bytes back; text is kept in A. CR_EINPUT for
 * what is no JSON, no record, or has an unknown key, which is named.
 */
int cr_record_from_json(struct cr *cr, struct cr_arena *a, const char *s,
    size_t n, struct cr_record *out);
struct cr_json;
/* The same of a parsed object that need not say whom it is about. */
int cr_record_about(struct cr *cr, struct cr_arena *a,
    const struct cr_json *j, struct cr_record *out);

#endif
