#include "cr/reverse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/cr.h"
#include "cr/db.h"
#include "cr/doc.h"
#include "cr/entry.h"
#include "cr/mem.h"
#include "cr/party.h"

/*
 * What a later run may have built on rows of :run. Each query gives the
 * first such run, or NULL.
 */
#define ITEMS "(SELECT id FROM item WHERE run = :run AND undone_by IS NULL)"
#define DOCS "(SELECT id FROM doc WHERE run = :run AND undone_by IS NULL)"
#define PARTIES \
	"(SELECT id FROM party WHERE run = :run AND undone_by IS NULL)"

/* Rows of :run that a later one of the same PARTY tells otherwise. */
#define REPLACED(table, party) \
	"SELECT min(b.run) FROM " table " AS a JOIN " table " AS b " \
	"ON b." party " = a." party " AND b.replaces = a.id " \
	"WHERE a.run = :run AND a.undone_by IS NULL " \
	"AND b.run > :run AND b.undone_by IS NULL"
#define OF_PARTIES(table, party) \
	"SELECT run FROM " table " WHERE run > :run " \
	"AND undone_by IS NULL AND " party " IN " PARTIES

static const struct blocker {
	const char *why, *sql;
} blockers[] = {
	{ "paid or closed items of it",
	    "SELECT min(run) FROM alloc WHERE run > :run "
	    "AND undone_by IS NULL AND item IN " ITEMS },
	{ "allocated payments of it",
	    "SELECT min(run) FROM alloc WHERE run > :run "
	    "AND undone_by IS NULL AND entry IN (SELECT id FROM entry "
	    "WHERE run = :run AND undone_by IS NULL)" },
	{ "allocated payments of it to claims",
	    "SELECT min(run) FROM claim_alloc WHERE run > :run "
	    "AND undone_by IS NULL AND entry IN (SELECT id FROM entry "
	    "WHERE run = :run AND undone_by IS NULL)" },
	{ "paid claims of it",
	    "SELECT min(run) FROM claim_alloc WHERE run > :run "
	    "AND undone_by IS NULL AND claim IN (SELECT id FROM claim "
	    "WHERE run = :run AND undone_by IS NULL)" },
	{ "ended claims that it paid",
	    "SELECT min(e.run) FROM claim_alloc AS a JOIN claim_end AS e "
	    "ON e.claim = a.claim WHERE a.run = :run "
	    "AND a.undone_by IS NULL AND e.run > :run "
	    "AND e.undone_by IS NULL" },
	{ "reopened or closed items that it paid",
	    "SELECT min(b.run) FROM alloc AS a JOIN alloc AS b "
	    "ON b.item = a.item WHERE a.run = :run AND a.undone_by IS NULL "
	    "AND b.run > :run AND b.undone_by IS NULL "
	    "AND (b.amount_cents < 0 OR b.kind IN ('erp', 'void'))" },
	{ "paid or closed what it had reopened",
	    "SELECT min(b.run) FROM alloc AS a JOIN alloc AS b "
	    "ON b.item = a.item WHERE a.run = :run AND a.undone_by IS NULL "
	    "AND b.run > :run AND b.undone_by IS NULL "
	    "AND a.amount_cents < 0" },
	{ "paid or closed what it had changed the amount of",
	    "SELECT min(b.run) FROM change AS a JOIN alloc AS b "
	    "ON b.item = a.item WHERE a.run = :run AND a.undone_by IS NULL "
	    "AND a.field = 'amount_cents' AND b.run > :run "
	    "AND b.undone_by IS NULL" },
	{ "added instalments to documents of it",
	    "SELECT min(run) FROM item WHERE run > :run "
	    "AND undone_by IS NULL AND doc IN " DOCS },
	{ "has documents of parties of it",
	    "SELECT min(run) FROM doc WHERE run > :run "
	    "AND undone_by IS NULL AND (debtor IN " PARTIES
	    " OR creditor IN " PARTIES ")" },
	{ "has payments of parties of it",
	    "SELECT min(run) FROM entry WHERE run > :run "
	    "AND undone_by IS NULL AND (debtor IN " PARTIES
	    " OR creditor IN " PARTIES ")" },
	{ "tells what became of bills of it",
	    "SELECT min(run) FROM outcome WHERE run > :run "
	    "AND undone_by IS NULL AND bill IN (SELECT id FROM bill "
	    "WHERE run = :run AND undone_by IS NULL)" },
	{ "tells what became of bills that it tied",
	    "SELECT min(run) FROM outcome WHERE run > :run "
	    "AND undone_by IS NULL AND bill IN (SELECT bill FROM bill_item "
	    "WHERE run = :run AND undone_by IS NULL "
	    "UNION SELECT bill FROM bill_item WHERE undone_by = :run)" },
	{ "tied bills again that it had untied",
	    "SELECT min(b.run) FROM bill_item AS a JOIN bill_item AS b "
	    "ON b.bill = a.bill WHERE a.undone_by = :run AND b.run > :run "
	    "AND b.undone_by IS NULL" },
	{ "untied bills that it tied",
	    "SELECT min(i.undone_by) FROM bill_item AS i JOIN run "
	    "ON run.id = i.undone_by WHERE i.run = :run "
	    "AND i.undone_by > :run AND run.undone_by IS NULL "
	    "AND run.tool <> 'cr-undo'" },
	{ "followed on what it told of a bill",
	    "SELECT min(b.run) FROM outcome AS a JOIN outcome AS b "
	    "ON b.bill = a.bill WHERE a.run = :run AND a.undone_by IS NULL "
	    "AND b.run > :run AND b.undone_by IS NULL" },
	{ "has bills for items of it",
	    "SELECT min(run) FROM bill_item WHERE run > :run "
	    "AND undone_by IS NULL AND item IN " ITEMS },
	{ "has movements of accounts of it",
	    "SELECT min(e.run) FROM entry AS e JOIN bank_entry AS b "
	    "ON b.entry = e.id WHERE e.run > :run AND e.undone_by IS NULL "
	    "AND b.account IN (SELECT id FROM account WHERE run = :run "
	    "AND undone_by IS NULL)" },
	{ "has parties with agents or depots of it",
	    "SELECT min(run) FROM party WHERE run > :run "
	    "AND undone_by IS NULL AND (agent IN " PARTIES
	    " OR depot IN " PARTIES ")" },
	{ "changed rows of it",
	    "SELECT min(run) FROM change WHERE run > :run "
	    "AND undone_by IS NULL AND (item IN " ITEMS
	    " OR party IN " PARTIES " OR entry IN (SELECT id FROM entry "
	    "WHERE run = :run AND undone_by IS NULL))" },
	{ "changed again what it changed",
	    "SELECT min(b.run) FROM change AS a JOIN change AS b "
	    "ON (b.item = a.item OR b.party = a.party "
	    "OR b.entry = a.entry) "
	    "AND b.field = a.field WHERE a.run = :run "
	    "AND a.undone_by IS NULL AND b.run > :run "
	    "AND b.undone_by IS NULL" },
	{ "paid or closed what it had set free",
	    "SELECT min(b.run) FROM unbound AS u JOIN alloc AS a "
	    "ON a.id = u.alloc JOIN alloc AS b ON b.item = a.item "
	    "OR b.entry = a.entry WHERE u.run = :run AND b.run > :run "
	    "AND b.undone_by IS NULL" },
	{ "allocated what it had set free",
	    "SELECT min(b.run) FROM claim_unbound AS u JOIN claim_alloc AS a "
	    "ON a.id = u.alloc JOIN (SELECT entry, 0 AS claim, run, "
	    "undone_by FROM alloc WHERE entry IS NOT NULL UNION ALL "
	    "SELECT entry, claim, run, undone_by FROM claim_alloc) AS b "
	    "ON b.entry = a.entry OR b.claim = a.claim "
	    "WHERE u.run = :run AND b.run > :run AND b.undone_by IS NULL" },
	{ "allocated to claims what it had set free",
	    "SELECT min(b.run) FROM unbound AS u JOIN alloc AS a "
	    "ON a.id = u.alloc JOIN claim_alloc AS b ON b.entry = a.entry "
	    "WHERE u.run = :run AND b.run > :run AND b.undone_by IS NULL" },
	{ "took back what it had given to claims",
	    "SELECT min(u.run) FROM claim_unbound AS u JOIN claim_alloc AS a "
	    "ON a.id = u.alloc JOIN run ON run.id = u.run "
	    "WHERE a.run = :run AND u.run > :run "
	    "AND run.undone_by IS NULL" },
	{ "took back allocations of it",
	    "SELECT min(u.run) FROM unbound AS u JOIN alloc AS a "
	    "ON a.id = u.alloc JOIN run ON run.id = u.run "
	    "WHERE a.run = :run AND run.undone_by IS NULL" },
	{ "has invoices of documents of it",
	    "SELECT min(run) FROM einvoice WHERE run > :run AND doc IN "
	    DOCS },
	{ "has invoices that receipts of it speak of",
	    "SELECT min(einvoice.run) FROM sdi_receipt AS s JOIN file "
	    "ON file.sha256 = of_sha256 OR content_sha256 = of_sha256 "
	    "OR stem = of_stem JOIN einvoice ON einvoice.file = file.id "
	    "JOIN doc ON doc.id = einvoice.doc WHERE s.run = :run "
	    "AND s.undone_by IS NULL AND einvoice.run > :run "
	    "AND doc.undone_by IS NULL AND (void_by = einvoice.run "
	    "OR EXISTS (SELECT 1 FROM change WHERE change.item "
	    "BETWEEN doc.id * 1000 AND doc.id * 1000 + 999 "
	    "AND change.run = einvoice.run AND field = 'due'))" },
	{ "discarded files of documents that it has again",
	    "SELECT min(e.discarded_by) FROM einvoice_copy AS c "
	    "JOIN einvoice AS e ON e.doc = c.doc WHERE c.run = :run "
	    "AND e.discarded_by > :run" },
	{ "discarded documents of it",
	    "SELECT min(void_by) FROM doc WHERE void_by > :run "
	    "AND undone_by IS NULL AND run = :run" },
	{ "put documents in the place of what it discarded",
	    "SELECT min(b.run) FROM doc AS a JOIN doc AS b "
	    "ON b.number = a.number AND b.debtor = a.debtor "
	    "AND b.year = a.year AND b.credit = a.credit "
	    "AND b.creditor = a.creditor WHERE a.void_by = :run "
	    "AND b.run > :run AND b.undone_by IS NULL "
	    "AND b.void_by IS NULL" },
	{ "prepared or sent reminders of items of it",
	    "SELECT min(run) FROM notice WHERE run > :run "
	    "AND ended_by IS NULL AND replaced_by IS NULL AND id IN "
	    "(SELECT notice FROM notice_item WHERE item IN " ITEMS ")" },
	{ "sent letters of it",
	    "SELECT min(coalesce(a.run, m.run)) FROM notice AS n "
	    "JOIN message AS m ON m.notice = n.id "
	    "LEFT JOIN attempt AS a ON a.message = m.id "
	    "WHERE :run IN (n.run, n.approved_by) AND n.ended_by IS NULL "
	    "AND m.state NOT IN ('prepared', 'failed')" },
	{ "reminded again of what had not arrived",
	    "SELECT min(b.run) FROM notice AS a "
	    "JOIN notice_item AS i ON i.notice = a.id "
	    "JOIN notice_item AS k ON k.item = i.item "
	    "JOIN notice AS b ON b.id = k.notice "
	    "WHERE a.ended_by = :run AND a.sent_day IS NOT NULL "
	    "AND b.run > :run AND b.ended_by IS NULL" },
	{ "sent digests of it",
	    "SELECT min(coalesce(a.run, m.run)) FROM message AS m "
	    "LEFT JOIN attempt AS a ON a.message = m.id "
	    "WHERE m.run = :run AND m.role = 'digest' "
	    "AND m.state NOT IN ('prepared', 'failed')" },
	{ "claims interest or fees on items of it",
	    "SELECT min(run) FROM claim WHERE run > :run "
	    "AND ended_by IS NULL AND undone_by IS NULL AND item IN "
	    ITEMS },
	{ "ended claims of it",
	    "SELECT min(e.run) FROM claim_end AS e JOIN claim AS c "
	    "ON c.id = e.claim WHERE c.run = :run AND e.run > :run "
	    "AND e.undone_by IS NULL" },
	{ "put holds on items or parties of it",
	    "SELECT min(run) FROM hold WHERE run > :run "
	    "AND lifted_by IS NULL AND (item IN " ITEMS
	    " OR party IN " PARTIES ")" },
	{ "moved or lifted holds of it",
	    "SELECT min(lifted_by) FROM hold JOIN run ON run.id = lifted_by "
	    "WHERE hold.run = :run AND lifted_by > :run "
	    "AND run.undone_by IS NULL AND run.tool = 'cr-hold'" },
	{ "set limits of parties of it",
	    "SELECT min(run) FROM credit_limit WHERE run > :run "
	    "AND undone_by IS NULL AND origin = 'set' AND party IN "
	    PARTIES },
	{ "approved, refused or ended limits of it",
	    "SELECT min(a.run) FROM limit_act AS a JOIN credit_limit AS l "
	    "ON l.id = a.credit_limit WHERE l.run = :run AND a.run > :run "
	    "AND a.undone_by IS NULL" },
	{ "decided again on limits that it had decided on",
	    "SELECT min(b.run) FROM limit_act AS a JOIN limit_act AS b "
	    "ON b.credit_limit = a.credit_limit WHERE a.run = :run "
	    "AND a.undone_by IS NULL AND b.run > :run "
	    "AND b.undone_by IS NULL" },
	{ "uses answers of it",
	    "SELECT min(run) FROM (SELECT shares AS id, run, undone_by "
	    "FROM lookup UNION ALL SELECT lookup, run, undone_by "
	    "FROM finding) WHERE run > :run AND undone_by IS NULL "
	    "AND id IN (SELECT id FROM lookup WHERE run = :run)" },
	{ "told what came of promises of it",
	    "SELECT min(t.run) FROM promise_told AS t JOIN promise AS p "
	    "ON p.id = t.promise WHERE p.run = :run AND t.run > :run "
	    "AND t.undone_by IS NULL" },
	{ "tells balance sheets of it otherwise",
	    REPLACED("balance_sheet", "party") },
	{ "tells scores of it otherwise", REPLACED("score_given", "party") },
	{ "tells adverse events of it otherwise",
	    REPLACED("adverse", "party") },
	{ "tells assets of it otherwise", REPLACED("asset", "party") },
	{ "tells orders of it otherwise", REPLACED("commitment", "debtor") },
	{ "tells plafonds of it otherwise", REPLACED("plafond", "party") },
	{ "tells facts of parties of it", "SELECT min(run) FROM ("
	    OF_PARTIES("balance_sheet", "party") " UNION ALL "
	    OF_PARTIES("score_given", "party") " UNION ALL "
	    OF_PARTIES("adverse", "party") " UNION ALL "
	    OF_PARTIES("asset", "party") " UNION ALL "
	    OF_PARTIES("commitment", "debtor") " UNION ALL "
	    OF_PARTIES("commitment", "creditor") " UNION ALL "
	    OF_PARTIES("plafond", "party") ")" },
};

static int
first_run(struct cr *cr, const char *sql, int64_t run, int64_t *by)
{
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	cr_bind_int(st, ":run", run);
	*by = 0;
	if ((rc = cr_step(cr, st)) == 1)
		*by = cr_col_int(st, 0);
	cr_reset(st);
	return rc < 0 ? rc : *by != 0;
}

int
cr_reverse_blocked(struct cr *cr, int64_t run, int64_t *by, const char **why)
{
	size_t i;
	int rc;

	for (i = 0; i < sizeof(blockers) / sizeof(blockers[0]); i++) {
		*why = blockers[i].why;
		if ((rc = first_run(cr, blockers[i].sql, run, by)) != 0)
			return rc;
	}
	return 0;
}

static int
run_sql(struct cr *cr, const char *sql, int64_t run, int64_t *n)
{
	struct cr_stmt *st = cr_sql(cr, sql);
	int err;

	cr_bind_int(st, ":run", run);
	if (strstr(sql, ":self") != NULL)
		cr_bind_int(st, ":self", cr->run);
	if ((err = cr_exec(cr, st)) == CR_OK && n != NULL)
		*n = cr_db_changes(cr);
	return err;
}

int
cr_reverse(struct cr *cr, enum cr_reverse_what what, int64_t run, int64_t *n)
{
#define MARK(table) "UPDATE " table " SET undone_by = :self " \
	"WHERE run = :run AND undone_by IS NULL"
	static const char *const sql[CR_REVERSE_KINDS] = {
		[CR_REVERSE_CHANGES] = MARK("change"),
		[CR_REVERSE_ALLOCS] = MARK("alloc"),
		[CR_REVERSE_CLAIM_ALLOCS] = MARK("claim_alloc"),
		[CR_REVERSE_ENTRIES] = MARK("entry"),
		[CR_REVERSE_ITEMS] = MARK("item"),
		[CR_REVERSE_DOCS] = MARK("doc"),
		[CR_REVERSE_RECEIPTS] = MARK("sdi_receipt"),
		[CR_REVERSE_PARTIES] = MARK("party"),
		[CR_REVERSE_RATINGS] = MARK("rating"),
		[CR_REVERSE_LIMITS] = MARK("credit_limit"),
		[CR_REVERSE_LIMIT_ACTS] = MARK("limit_act"),
		[CR_REVERSE_CLAIMS] = MARK("claim"),
		[CR_REVERSE_RECEIVED] = MARK("received"),
		[CR_REVERSE_ACCOUNTS] = MARK("account"),
		[CR_REVERSE_STATEMENTS] = MARK("statement"),
		[CR_REVERSE_BILLS] = MARK("bill"),
		[CR_REVERSE_BILL_ITEMS] = MARK("bill_item"),
		[CR_REVERSE_OUTCOMES] = MARK("outcome"),
		[CR_REVERSE_REGRESSORS] = MARK("regressor"),
		[CR_REVERSE_SHEETS] = MARK("balance_sheet"),
		[CR_REVERSE_SCORES] = MARK("score_given"),
		[CR_REVERSE_ADVERSE] = MARK("adverse"),
		[CR_REVERSE_ASSETS] = MARK("asset"),
		[CR_REVERSE_COMMITMENTS] = MARK("commitment"),
		[CR_REVERSE_PLAFONDS] = MARK("plafond"),
	};
#undef MARK

	return run_sql(cr, sql[what], run, n);
}

/* Before the rows are marked: some are known by hanging on live ones. */
int
cr_reverse_run(struct cr *cr, int64_t run)
{
	static const char *const sql[] = {
	    "UPDATE doc SET void_by = NULL WHERE void_by = :run",
	    "UPDATE einvoice SET discarded_by = NULL "
	    "WHERE discarded_by = :run",
	    "UPDATE einvoice_copy SET discarded_by = NULL "
	    "WHERE discarded_by = :run",
	    "DELETE FROM einvoice WHERE run = :run "
	    "AND doc NOT IN (SELECT id FROM doc WHERE run = :run)",
	    "DELETE FROM doc_reference WHERE run = :run "
	    "AND doc NOT IN (SELECT id FROM doc WHERE run = :run)",
	    "DELETE FROM einvoice_copy WHERE run = :run",
	    "UPDATE contact SET ended_by = NULL WHERE ended_by = :run",
	    "UPDATE contact SET ended_by = :self "
	    "WHERE run = :run AND ended_by IS NULL",
	    "DELETE FROM party_role WHERE run = :run "
	    "AND party IN (SELECT id FROM party WHERE run = :run)",
	    "UPDATE notice SET state = 'cancelled', reason = 'undone', "
	    "ended_by = :self "
	    "WHERE run = :run AND state IN ('pending', 'prepared')",
	    "UPDATE message SET state = 'failed', reason = 'undone' "
	    "WHERE run = :run AND role = 'digest' AND state = 'prepared'",
	    "UPDATE notice SET state = 'sent', reason = NULL, "
	    "ended_by = NULL WHERE ended_by = :run AND sent_day IS NOT NULL",
	    "UPDATE notice SET state = 'pending', approved_by = NULL "
	    "WHERE approved_by = :run AND state = 'prepared'",
	    "UPDATE alloc SET undone_by = NULL WHERE undone_by = :run "
	    "AND id IN (SELECT alloc FROM unbound WHERE run = :run)",
	    "UPDATE bill_item SET undone_by = NULL WHERE undone_by = :run",
	    "UPDATE matching SET ended_by = NULL WHERE ended_by = :run",
	    "UPDATE matching SET ended_by = :self "
	    "WHERE run = :run AND ended_by IS NULL",
	    "UPDATE payer SET undone_by = NULL WHERE undone_by = :run",
	    "UPDATE payer SET undone_by = :self "
	    "WHERE run = :run AND undone_by IS NULL",
	    "UPDATE hold SET lifted_by = NULL WHERE lifted_by = :run",
	    "UPDATE hold SET lifted_by = :self "
	    "WHERE run = :run AND lifted_by IS NULL",
	    "UPDATE claim_alloc SET undone_by = NULL WHERE undone_by = :run "
	    "AND id IN (SELECT alloc FROM claim_unbound WHERE run = :run)",
	    "UPDATE segment SET undone_by = :self "
	    "WHERE run = :run AND undone_by IS NULL",
	    "UPDATE promise_told SET undone_by = :self "
	    "WHERE run = :run AND undone_by IS NULL",
	    "UPDATE claim_end SET undone_by = :self "
	    "WHERE run = :run AND undone_by IS NULL",
	    "UPDATE lookup SET undone_by = :self "
	    "WHERE run = :run AND undone_by IS NULL",
	    "UPDATE finding SET undone_by = :self "
	    "WHERE run = :run AND undone_by IS NULL",
	    "UPDATE contact_source SET undone_by = :self "
	    "WHERE run = :run AND undone_by IS NULL",
	    "UPDATE run SET undone_by = :self WHERE id = :run",
	};
	size_t i;
	int err;

	for (i = 0; i < sizeof(sql) / sizeof(sql[0]); i++)
		if ((err = run_sql(cr, sql[i], run, NULL)) != CR_OK)
			return err;
	return CR_OK;
}

struct was {
	int64_t item, party, entry;
	char field[32];
	char *old;		/* NULL: nothing */
};

static int
restore(struct cr *cr, const struct was *w)
{
	if (w->entry != 0)
		return cr_entry_restore(cr, w->entry, w->field, w->old);
	if (w->item != 0)
		return cr_item_restore(cr, w->item, w->field, w->old);
	return cr_party_restore(cr, w->party, w->field, w->old);
}

int
cr_reverse_changes(struct cr *cr, int64_t run)
{
	static const char sql[] =
	    "SELECT coalesce(item, 0), coalesce(party, 0), field, old, "
	    "    coalesce(entry, 0) "
	    "FROM change WHERE run = :run AND undone_by IS NULL "
	    "ORDER BY id DESC";
	struct cr_stmt *st = cr_sql(cr, sql);
	struct was *v = NULL;
	size_t n = 0, cap = 0, i;
	int rc;

	cr_bind_int(st, ":run", run);
	while ((rc = cr_step(cr, st)) == 1) {
		cr_grow(&v, n, &cap, sizeof(*v));
		v[n].item = cr_col_int(st, 0);
		v[n].party = cr_col_int(st, 1);
		v[n].entry = cr_col_int(st, 4);
		snprintf(v[n].field, sizeof(v[n].field), "%s",
		    cr_col_text(st, 2));
		v[n].old = cr_col_null(st, 3) ? NULL :
		    cr_strdup(cr_col_text(st, 3));
		v[n].entry = cr_col_int(st, 4);
		n++;
	}
	for (i = 0; i < n && rc == CR_OK; i++)
		rc = restore(cr, &v[i]);
	for (i = 0; i < n; i++)
		free(v[i].old);
	free(v);
	return rc;
}

int
cr_reverse_run_tool(struct cr *cr, int64_t run, char tool[CR_TOOL_NAME_SIZE],
    int64_t *undone_by)
{
	static const char sql[] = "SELECT tool, coalesce(undone_by, 0) "
	    "FROM run WHERE id = :run";
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	cr_bind_int(st, ":run", run);
	if ((rc = cr_step(cr, st)) == 1) {
		snprintf(tool, CR_TOOL_NAME_SIZE, "%s", cr_col_text(st, 0));
		*undone_by = cr_col_int(st, 1);
	}
	cr_reset(st);
	return rc;
}
