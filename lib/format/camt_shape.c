#include "camt.h"

/*
 * Where things stand in camt.052, 053 and 054, in all their versions at
 * once: banks mix them, and what changed names between versions never took
 * a name that meant something else before.
 */
#define NAMES(X) \
	X(CBIDlyStmtReqLogMsg) X(CBIPrdcStmtReqLogMsg) X(GrpHdr) X(MsgId) \
	X(CpyDplctInd) X(Stmt) X(Rpt) X(Ntfctn) X(Id) X(Acct) X(IBAN) \
	X(BBAN) X(UPIC) X(Othr) X(PrtryAcct) X(PrtryId) X(Ccy) X(Bal) X(Tp) \
	X(CdOrPrtry) X(Cd) X(Prtry) X(Amt) X(CdtDbtInd) X(Dt) X(DtTm) \
	X(Ntry) X(RvslInd) X(Sts) X(BookgDt) X(ValDt) X(AcctSvcrRef) \
	X(BkTxCd) X(Domn) X(Fmly) X(SubFmlyCd) X(Chrgs) X(Rcrd) \
	X(TtlChrgsAndTaxAmt) X(AddtlNtryInf) X(NtryDtls) X(Btch) X(PmtInfId) \
	X(TxDtls) X(Refs) X(EndToEndId) X(MndtId) X(AmtDtls) X(TxAmt) \
	X(InstdAmt) X(RltdPties) X(Dbtr) X(UltmtDbtr) X(DbtrAcct) X(Cdtr) \
	X(UltmtCdtr) X(CdtrAcct) X(InitgPty) X(Nm) X(Pty) X(OrgId) X(PrvtId) \
	X(RmtInf) X(Ustrd) X(Strd) X(CdtrRefInf) X(CdtrRef) X(Ref) \
	X(RfrdDocInf) X(RfrdDocNb) X(Nb) X(RtrInf) X(Rsn) X(RtrRsn) \
	X(AddtlTxInf)

enum name {
	N_OTHER,
#define X(name) N_##name,
	NAMES(X)
#undef X
	N_COUNT
};

static const char *const names[] = {
	"",
#define X(name) #name,
	NAMES(X)
#undef X
	NULL
};

#define IN(from, name, to) { from, N_##name, to, 0 }
#define TEXT(from, name, field) { from, N_##name, WALK_TEXT, field }

/* A statement, whatever the message calls it. */
#define STATEMENT(p) \
	TEXT(p, Id, F_STATEMENT_ID), TEXT(p, CpyDplctInd, F_COPY), \
	IN(p, Acct, P_ACCOUNT), IN(p, Bal, P_BALANCE), IN(p, Ntry, P_ENTRY)
/* An account, in the forms of all versions. */
#define ACCOUNT(id, other, iban, any) \
	TEXT(id, IBAN, iban), TEXT(id, BBAN, any), TEXT(id, UPIC, any), \
	IN(id, Othr, other), IN(id, PrtryAcct, other), TEXT(other, Id, any)
/* A party; from version 7 on within Pty. */
#define PARTY(p, id, other, name, code) \
	TEXT(p, Nm, name), IN(p, Pty, p), IN(p, Id, id), \
	IN(id, OrgId, id), IN(id, PrvtId, id), IN(id, Othr, other), \
	IN(id, PrtryId, other), TEXT(other, Id, code)
#define CODE(p, domain, family, own, f_domain, f_family, f_sub, f_own) \
	IN(p, Domn, domain), TEXT(domain, Cd, f_domain), \
	IN(domain, Fmly, family), TEXT(family, Cd, f_family), \
	TEXT(family, SubFmlyCd, f_sub), \
	IN(p, Prtry, own), TEXT(own, Cd, f_own)
/* One Amt for each, or records of them. */
#define CHARGES(p, each, total) \
	TEXT(p, Amt, each), IN(p, Rcrd, p), \
	TEXT(p, TtlChrgsAndTaxAmt, total)
#define DAY(p, field) TEXT(p, Dt, field), TEXT(p, DtTm, field)

static const struct walk_step steps[] = {
	IN(WALK_OUTER, CBIDlyStmtReqLogMsg, P_DAILY),
	IN(WALK_OUTER, CBIPrdcStmtReqLogMsg, P_PERIODIC),
	IN(WALK_OUTER, GrpHdr, P_HEADER),
	IN(WALK_OUTER, Stmt, P_STMT),
	IN(WALK_OUTER, Rpt, P_RPT),
	IN(WALK_OUTER, Ntfctn, P_NTFCTN),
	TEXT(P_HEADER, MsgId, F_MESSAGE_ID),
	TEXT(P_HEADER, CpyDplctInd, F_MESSAGE_COPY),

	STATEMENT(P_STMT), STATEMENT(P_RPT), STATEMENT(P_NTFCTN),
	IN(P_ACCOUNT, Id, P_ACCOUNT_ID),
	TEXT(P_ACCOUNT, Ccy, F_CURRENCY),
	ACCOUNT(P_ACCOUNT_ID, P_ACCOUNT_OTHER, F_IBAN, F_ACCOUNT),
	IN(P_BALANCE, Tp, P_BALANCE_TYPE),
	IN(P_BALANCE_TYPE, CdOrPrtry, P_BALANCE_TYPE),
	TEXT(P_BALANCE_TYPE, Cd, F_BALANCE_CODE),
	TEXT(P_BALANCE, Amt, F_BALANCE_AMOUNT),
	TEXT(P_BALANCE, CdtDbtInd, F_BALANCE_MARK),
	IN(P_BALANCE, Dt, P_BALANCE_DAY),
	DAY(P_BALANCE_DAY, F_BALANCE_DAY),

	TEXT(P_ENTRY, Amt, F_AMOUNT),
	TEXT(P_ENTRY, CdtDbtInd, F_MARK),
	TEXT(P_ENTRY, RvslInd, F_REVERSAL),
	{ P_ENTRY, N_Sts, P_STATUS, F_STATUS },
	TEXT(P_STATUS, Cd, F_STATUS),
	TEXT(P_STATUS, Prtry, F_STATUS),
	IN(P_ENTRY, BookgDt, P_BOOKED),
	DAY(P_BOOKED, F_BOOKED),
	IN(P_ENTRY, ValDt, P_VALUE),
	DAY(P_VALUE, F_VALUE),
	TEXT(P_ENTRY, AcctSvcrRef, F_REF),
	IN(P_ENTRY, BkTxCd, P_CODE),
	CODE(P_CODE, P_DOMAIN, P_FAMILY, P_PROPRIETARY, F_DOMAIN, F_FAMILY,
	    F_SUBFAMILY, F_PROPRIETARY),
	IN(P_ENTRY, Chrgs, P_CHARGES),
	CHARGES(P_CHARGES, F_CHARGE, F_CHARGE_TOTAL),
	TEXT(P_ENTRY, AddtlNtryInf, F_NOTE),
	IN(P_ENTRY, NtryDtls, P_DETAILS),
	IN(P_ENTRY, Btch, P_BATCH),
	IN(P_ENTRY, TxDtls, P_TX),	/* version 1 */
	IN(P_DETAILS, Btch, P_BATCH),
	TEXT(P_BATCH, MsgId, F_BATCH_MESSAGE),
	TEXT(P_BATCH, PmtInfId, F_BATCH_PAYMENT),
	IN(P_DETAILS, TxDtls, P_TX),

	IN(P_TX, Refs, P_REFERENCES),
	TEXT(P_REFERENCES, MsgId, F_TX_MESSAGE),
	TEXT(P_REFERENCES, AcctSvcrRef, F_TX_REF),
	TEXT(P_REFERENCES, PmtInfId, F_TX_PAYMENT),
	TEXT(P_REFERENCES, EndToEndId, F_END_TO_END),
	TEXT(P_REFERENCES, MndtId, F_MANDATE),
	TEXT(P_TX, Amt, F_TX_OWN),
	TEXT(P_TX, CdtDbtInd, F_TX_MARK),
	IN(P_TX, AmtDtls, P_AMOUNTS),
	IN(P_AMOUNTS, TxAmt, P_TX_AMOUNT),
	TEXT(P_TX_AMOUNT, Amt, F_TX_AMOUNT),
	IN(P_AMOUNTS, InstdAmt, P_INSTRUCTED),
	TEXT(P_INSTRUCTED, Amt, F_TX_INSTRUCTED),
	IN(P_TX, BkTxCd, P_TX_CODE),
	CODE(P_TX_CODE, P_TX_DOMAIN, P_TX_FAMILY, P_TX_PROPRIETARY,
	    F_TX_DOMAIN, F_TX_FAMILY, F_TX_SUBFAMILY, F_TX_PROPRIETARY),
	IN(P_TX, Chrgs, P_TX_CHARGES),
	CHARGES(P_TX_CHARGES, F_TX_CHARGE, F_TX_CHARGE_TOTAL),
	TEXT(P_TX, AddtlTxInf, F_TX_NOTE),

	IN(P_TX, RltdPties, P_PARTIES),
	IN(P_PARTIES, Dbtr, P_DEBTOR),
	PARTY(P_DEBTOR, P_DEBTOR_ID, P_DEBTOR_OTHER, F_DEBTOR,
	    F_DEBTOR_CODE),
	IN(P_PARTIES, UltmtDbtr, P_ULTIMATE_DEBTOR),
	TEXT(P_ULTIMATE_DEBTOR, Nm, F_ULTIMATE_DEBTOR),
	IN(P_ULTIMATE_DEBTOR, Pty, P_ULTIMATE_DEBTOR),
	IN(P_PARTIES, DbtrAcct, P_DEBTOR_ACCOUNT),
	IN(P_DEBTOR_ACCOUNT, Id, P_DEBTOR_ACCOUNT_ID),
	ACCOUNT(P_DEBTOR_ACCOUNT_ID, P_DEBTOR_ACCOUNT_OTHER, F_DEBTOR_IBAN,
	    F_DEBTOR_ACCOUNT),
	IN(P_PARTIES, Cdtr, P_CREDITOR),
	PARTY(P_CREDITOR, P_CREDITOR_ID, P_CREDITOR_OTHER, F_CREDITOR,
	    F_CREDITOR_CODE),
	IN(P_PARTIES, UltmtCdtr, P_ULTIMATE_CREDITOR),
	TEXT(P_ULTIMATE_CREDITOR, Nm, F_ULTIMATE_CREDITOR),
	IN(P_ULTIMATE_CREDITOR, Pty, P_ULTIMATE_CREDITOR),
	IN(P_PARTIES, CdtrAcct, P_CREDITOR_ACCOUNT),
	IN(P_CREDITOR_ACCOUNT, Id, P_CREDITOR_ACCOUNT_ID),
	ACCOUNT(P_CREDITOR_ACCOUNT_ID, P_CREDITOR_ACCOUNT_OTHER,
	    F_CREDITOR_IBAN, F_CREDITOR_ACCOUNT),
	IN(P_PARTIES, InitgPty, P_INITIATOR),
	IN(P_INITIATOR, Pty, P_INITIATOR),
	TEXT(P_INITIATOR, Nm, F_INITIATOR),

	IN(P_TX, RmtInf, P_REMITTANCE),
	TEXT(P_REMITTANCE, Ustrd, F_REMITTANCE),
	IN(P_REMITTANCE, Strd, P_STRUCTURED),
	IN(P_STRUCTURED, CdtrRefInf, P_CREDITOR_REF),
	TEXT(P_CREDITOR_REF, Ref, F_REFERENCE),
	TEXT(P_CREDITOR_REF, CdtrRef, F_REFERENCE),	/* version 1 */
	IN(P_STRUCTURED, RfrdDocInf, P_DOCUMENT),
	TEXT(P_DOCUMENT, Nb, F_DOCUMENTS),
	TEXT(P_DOCUMENT, RfrdDocNb, F_DOCUMENTS),	/* version 1 */

	IN(P_TX, RtrInf, P_RETURN),
	IN(P_RETURN, Rsn, P_REASON),
	IN(P_RETURN, RtrRsn, P_REASON),		/* version 1 */
	TEXT(P_REASON, Cd, F_REASON),
	TEXT(P_REASON, Prtry, F_REASON_PROPRIETARY),
};

static const char separators[F_COUNT] = {
	[F_REMITTANCE] = ' ', [F_REFERENCE] = ',', [F_DOCUMENTS] = ',',
	[F_CHARGE] = ' ', [F_TX_CHARGE] = ' ',
};

static const bool amounts[F_COUNT] = {
	[F_BALANCE_AMOUNT] = true, [F_AMOUNT] = true, [F_CHARGE] = true,
	[F_CHARGE_TOTAL] = true, [F_TX_OWN] = true, [F_TX_AMOUNT] = true,
	[F_TX_INSTRUCTED] = true, [F_TX_CHARGE] = true,
	[F_TX_CHARGE_TOTAL] = true,
};

const struct walk_format cr_camt_format = {
	.names = names, .steps = steps,
	.nsteps = sizeof(steps) / sizeof(*steps),
	.nnames = N_COUNT, .nplaces = P_COUNT, .nfields = F_COUNT,
	.watched = P_HEADER, .passed = P_DAILY, .mixed = P_STATUS,
	.currency = N_Ccy, .nlasting = F_BALANCE,
	.separators = separators, .amounts = amounts,
	.enter = cr_camt_enter, .leave = cr_camt_leave,
};
