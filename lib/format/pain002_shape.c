#include "pain002.h"

/* Where things stand in pain.002, in all its versions and those of CBI. */
#define NAMES(X) \
	X(CBIBdySDDStsRpt) X(CBISDDStsRptLogMsg) X(CBIBdySDDTechValSts) \
	X(CBISDDTechValStsLogMsg) X(GrpHdr) X(MsgId) X(CreDtTm) \
	X(OrgnlGrpInfAndSts) X(OrgnlMsgId) X(OrgnlMsgNmId) X(GrpSts) \
	X(StsRsnInf) X(Rsn) X(StsRsn) X(Cd) X(Prtry) X(AddtlInf) \
	X(AddtlStsRsnInf) X(OrgnlPmtInfAndSts) X(OrgnlPmtInfId) X(PmtInfSts) \
	X(TxInfAndSts) X(StsId) X(OrgnlInstrId) X(OrgnlEndToEndId) X(TxSts) \
	X(ChrgsInf) X(Amt) X(Ccy) X(OrgnlTxRef) X(InstdAmt) X(EqvtAmt) \
	X(IntrBkSttlmAmt) X(ReqdColltnDt) X(ReqdExctnDt) X(Dt) X(DtTm) \
	X(MndtRltdInf) X(DrctDbtMndt) X(MndtId) X(RmtInf) X(Ustrd) X(Dbtr) \
	X(DbtrAcct) X(Cdtr) X(CdtrAcct) X(Pty) X(Nm) X(Id) X(OrgId) \
	X(PrvtId) X(Othr) X(PrtryId) X(IBAN) X(BBAN) X(PrtryAcct)

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

/* Why a status is what it is, in the forms of all versions. */
#define REASON(p, info, reason, code, own, note) \
	IN(p, StsRsnInf, info), \
	IN(info, Rsn, reason), IN(info, StsRsn, reason), \
	TEXT(reason, Cd, code), TEXT(reason, Prtry, own), \
	TEXT(info, AddtlInf, note), TEXT(info, AddtlStsRsnInf, note)
#define ACCOUNT(p, id, other, iban, any) \
	IN(p, Id, id), TEXT(id, IBAN, iban), TEXT(id, BBAN, any), \
	IN(id, Othr, other), IN(id, PrtryAcct, other), TEXT(other, Id, any)

static const struct walk_step steps[] = {
	IN(WALK_OUTER, CBIBdySDDStsRpt, P_SDD),
	IN(WALK_OUTER, CBISDDStsRptLogMsg, P_SDD),
	IN(WALK_OUTER, CBIBdySDDTechValSts, P_SDD),
	IN(WALK_OUTER, CBISDDTechValStsLogMsg, P_SDD),
	IN(WALK_OUTER, GrpHdr, P_HEADER),
	TEXT(P_HEADER, MsgId, F_MESSAGE),
	TEXT(P_HEADER, CreDtTm, F_MADE),

	IN(WALK_OUTER, OrgnlGrpInfAndSts, P_GROUP),
	TEXT(P_GROUP, OrgnlMsgId, F_GROUP_ID),
	TEXT(P_GROUP, OrgnlMsgNmId, F_GROUP_KIND),
	TEXT(P_GROUP, GrpSts, F_GROUP_STATUS),
	REASON(P_GROUP, P_GROUP_INFO, P_GROUP_REASON, F_GROUP_REASON,
	    F_GROUP_OWN, F_GROUP_NOTE),

	IN(WALK_OUTER, OrgnlPmtInfAndSts, P_PAYMENT),
	TEXT(P_PAYMENT, OrgnlPmtInfId, F_PAYMENT_ID),
	TEXT(P_PAYMENT, PmtInfSts, F_PAYMENT_STATUS),
	REASON(P_PAYMENT, P_PAYMENT_INFO, P_PAYMENT_REASON, F_PAYMENT_REASON,
	    F_PAYMENT_OWN, F_PAYMENT_NOTE),
	IN(P_PAYMENT, TxInfAndSts, P_TX),
	IN(WALK_OUTER, TxInfAndSts, P_TX),	/* version 2 */

	TEXT(P_TX, StsId, F_STATUS_ID),
	TEXT(P_TX, OrgnlInstrId, F_INSTRUCTION),
	TEXT(P_TX, OrgnlEndToEndId, F_END_TO_END),
	TEXT(P_TX, OrgnlPmtInfId, F_TX_PAYMENT),	/* version 2 */
	TEXT(P_TX, TxSts, F_STATUS),
	REASON(P_TX, P_TX_INFO, P_TX_REASON, F_REASON, F_OWN, F_NOTE),
	IN(P_TX, ChrgsInf, P_CHARGES),
	TEXT(P_CHARGES, Amt, F_CHARGE),
	IN(P_TX, OrgnlTxRef, P_ORDER),
	TEXT(P_ORDER, IntrBkSttlmAmt, F_SETTLED),
	IN(P_ORDER, Amt, P_AMOUNT),
	TEXT(P_AMOUNT, InstdAmt, F_AMOUNT),
	IN(P_AMOUNT, EqvtAmt, P_EQUIVALENT),
	TEXT(P_EQUIVALENT, Amt, F_AMOUNT),
	TEXT(P_ORDER, ReqdColltnDt, F_DUE),
	{ P_ORDER, N_ReqdExctnDt, P_EXECUTION, F_EXECUTION },
	TEXT(P_EXECUTION, Dt, F_EXECUTION),
	TEXT(P_EXECUTION, DtTm, F_EXECUTION),
	IN(P_ORDER, MndtRltdInf, P_MANDATE),
	IN(P_MANDATE, DrctDbtMndt, P_MANDATE),
	TEXT(P_MANDATE, MndtId, F_MANDATE),
	IN(P_ORDER, RmtInf, P_REMITTANCE),
	TEXT(P_REMITTANCE, Ustrd, F_REMITTANCE),
	IN(P_ORDER, Dbtr, P_DEBTOR),
	IN(P_DEBTOR, Pty, P_DEBTOR),
	TEXT(P_DEBTOR, Nm, F_DEBTOR),
	IN(P_DEBTOR, Id, P_DEBTOR_ID),
	IN(P_DEBTOR_ID, OrgId, P_DEBTOR_ID),
	IN(P_DEBTOR_ID, PrvtId, P_DEBTOR_ID),
	IN(P_DEBTOR_ID, Othr, P_DEBTOR_OTHER),
	IN(P_DEBTOR_ID, PrtryId, P_DEBTOR_OTHER),
	TEXT(P_DEBTOR_OTHER, Id, F_DEBTOR_CODE),
	IN(P_ORDER, DbtrAcct, P_DEBTOR_ACCOUNT),
	ACCOUNT(P_DEBTOR_ACCOUNT, P_DEBTOR_ACCOUNT_ID,
	    P_DEBTOR_ACCOUNT_OTHER, F_DEBTOR_IBAN, F_DEBTOR_ACCOUNT),
	IN(P_ORDER, Cdtr, P_CREDITOR),
	IN(P_CREDITOR, Pty, P_CREDITOR),
	TEXT(P_CREDITOR, Nm, F_CREDITOR),
	IN(P_ORDER, CdtrAcct, P_CREDITOR_ACCOUNT),
	ACCOUNT(P_CREDITOR_ACCOUNT, P_CREDITOR_ACCOUNT_ID,
	    P_CREDITOR_ACCOUNT_OTHER, F_CREDITOR_IBAN, F_CREDITOR_ACCOUNT),
};

static const char separators[F_COUNT] = {
	[F_GROUP_NOTE] = ' ', [F_PAYMENT_NOTE] = ' ', [F_NOTE] = ' ',
	[F_REMITTANCE] = ' ', [F_CHARGE] = ' ',
};

static const bool amounts[F_COUNT] = {
	[F_AMOUNT] = true, [F_SETTLED] = true, [F_CHARGE] = true,
};

const struct walk_format cr_pain002_format = {
	.names = names, .steps = steps,
	.nsteps = sizeof(steps) / sizeof(*steps),
	.nnames = N_COUNT, .nplaces = P_COUNT, .nfields = F_COUNT,
	.watched = P_HEADER, .passed = P_SDD, .mixed = P_EXECUTION,
	.currency = N_Ccy, .nlasting = F_TX,
	.separators = separators, .amounts = amounts,
	.enter = cr_pain002_enter, .leave = cr_pain002_leave,
};
