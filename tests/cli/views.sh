# views.sh: a small ledger for the tests of what only reads it, made through
# the sqlite3 shell so that every row is known. Sourced behind lib.sh.
#
#   stage 1     what was known on 2026-09-20, of two runs
#   stage 2     a third run, of 2026-09-25: money on account, a changed due
#               date, a debtor who moved to another area
command -v sqlite3 >/dev/null || skip_all 'sqlite3 is not there'

new_ledger() {
	{
		cat "$TOP"/lib/store/schema/*.sql
		last=$(find "$TOP/lib/store/schema" -name '*.sql' |
		    sed 's|.*/0*\([0-9]*\)_.*|\1|' | sort -n | tail -n 1)
		id=$(sed -n 's/^#define APPLICATION_ID *//p' \
		    "$TOP/lib/store/db_sqlite.c" | sed 's/[^0-9a-fx].*//')
		echo "PRAGMA user_version = $last; PRAGMA application_id = $id;"
		echo 'PRAGMA journal_mode = WAL;'
	} | sqlite3 "$1" >/dev/null
}

# Days are written as dates: @2026-09-30 in SQL.
sql() { sed "s/@\([0-9-]\{10\}\)/(julianday('\1') - 2440587.5)/g" |
	sqlite3 -bail "$CR_LEDGER"; }

stage() {
	case $1 in
	1) new_ledger "$CR_LEDGER" && sql <<-'E' ;;
	BEGIN;
	INSERT INTO run (id, tool, version, operator, day, at, what) VALUES
	 (1, 'cr-import', '0', 't', @2026-08-05, '2026-08-05T08:00:00Z', 'a'),
	 (2, 'cr-import', '0', 't', @2026-09-16, '2026-09-16T08:00:00Z', 'b');
	INSERT INTO party (id, space, code, name, run) VALUES
	 (1, 'party', 'ALFA', 'Alfa Distribuzione S.p.A.', 1),
	 (2, 'party', 'BETA', 'Beta Servizi S.r.l.', 1),
	 (3, 'agent', 'AG1', 'Anna Neri', 1),
	 (4, 'agent', 'AG2', 'Bruno Riva', 1),
	 (5, 'depot', 'MI', 'Deposito di Milano', 1),
	 (6, 'depot', 'RM', 'Deposito di Roma', 1);
	INSERT INTO party (id, code, kind, name, vat, area, agent, depot,
	    category, seasonal, run) VALUES
	 (10, 'C001', 'company', 'Caffè Rossi S.r.l.', '01234567897',
	  'CENTRO', 3, 5, 'BAR', 0, 1),
	 (11, 'C002', 'company', '=Hotel "Mare"; di Bianchi', '00000010215',
	  'SUD', 4, 6, 'HOTEL', 1, 1),
	 (12, '0003', 'company', 'Delta Trading Ltd', NULL,
	  'SUD', 4, 5, 'HOTEL', NULL, 1),
	 (13, NULL, 'person', 'Verdi Luigi', NULL, NULL, NULL, NULL, NULL,
	  NULL, 1);
	INSERT INTO doc (id, creditor, debtor, credit, number, year, date,
	    currency, type, run) VALUES
	 (1, 1, 10, 0, '1/25', 2026, @2026-08-01, 'EUR', 'TD01', 1),
	 (2, 1, 10, 0, '2/25', 2026, @2026-07-01, 'EUR', 'TD01', 1),
	 (3, 1, 10, 0, '3/25', 2026, @2026-07-31, 'EUR', 'TD01', 1),
	 (4, 1, 10, 1, 'NC-1', 2026, @2026-09-15, 'EUR', 'TD04', 2),
	 (5, 1, 11, 0, '0005', 2025, @2025-08-29, 'EUR', 'TD01', 1),
	 (6, 1, 11, 0, '0006', 2025, @2025-08-30, 'EUR', 'TD01', 1),
	 (7, 1, 12, 0, 'USD-7', 2026, @2026-06-01, 'USD', 'TD01', 1),
	 (8, 2, 12, 0, 'B8', 2026, @2026-08-04, 'EUR', 'TD01', 1),
	 (9, 2, 13, 0, 'B9', 2026, @2026-08-30, 'EUR', 'TD01', 2),
	 (10, 1, 10, 0, '10/25', 2026, @2026-06-01, 'EUR', 'TD01', 1);
	INSERT INTO item (id, doc, due, amount_cents, method, note, run) VALUES
	 (1001, 1, @2026-08-31, 100000, 'MP12', NULL, 1),
	 (2001, 2, @2026-08-20, 50000, 'MP05', 'consegna 100%', 1),
	 (3001, 3, @2026-09-30, 7001, 'MP05', NULL, 1),
	 (4001, 4, @2026-09-15, -15000, NULL, NULL, 2),
	 (5001, 5, @2025-09-29, 9999, 'MP05', NULL, 1),
	 (6001, 6, @2025-09-30, 1, 'MP05', NULL, 1),
	 (7001, 7, @2026-07-01, 123456, NULL, NULL, 1),
	 (8001, 8, @2026-10-31, 1000, 'MP12', NULL, 1),
	 (9001, 9, @2026-09-29, 500, NULL, NULL, 2),
	 (10001, 10, @2026-06-30, 40000, 'MP05', NULL, 1);
	INSERT INTO entry (id, ref, creditor, debtor, date, amount_cents,
	    currency, kind, run) VALUES
	 (1, 'P1', 1, 10, @2026-07-15, 40000, 'EUR', 'BON', 1),
	 (2, 'P2', 1, 10, @2026-09-10, 30000, 'EUR', 'BON', 2);
	INSERT INTO alloc (item, entry, date, amount_cents, kind, run) VALUES
	 (10001, 1, @2026-07-15, 40000, 'payment', 1),
	 (2001, 2, @2026-09-10, 30000, 'payment', 2);
	INSERT INTO open_item (item, debtor, creditor, date, due, open_cents,
	    currency)
	 SELECT i.id, debtor, creditor, date, due, amount_cents - coalesce(
	  (SELECT sum(amount_cents) FROM alloc WHERE item = i.id), 0) AS o,
	  currency FROM item i JOIN doc d ON d.id = i.doc WHERE o <> 0;
	INSERT INTO rating_model (digest, name, text, run) VALUES
	 ('x', 'm', 't', 1);
	INSERT INTO rating (party, day, model, class, score, currency, items,
	    unpaid, overdue_cents, exposure_cents, credits_cents, run) VALUES
	 (10, @2026-08-05, 'x', 'B', 70, 'EUR', 1, 0, 0, 0, 0, 1),
	 (11, @2026-08-05, 'x', 'E', 10, 'EUR', 1, 0, 0, 0, 0, 1);
	COMMIT;
	E
	2) sql <<-'E' ;;
	BEGIN;
	INSERT INTO run (id, tool, version, operator, day, at, what) VALUES
	 (3, 'cr-import', '0', 't', @2026-09-25, '2026-09-25T08:00:00Z', 'c');
	INSERT INTO entry (id, ref, creditor, debtor, date, amount_cents,
	    currency, kind, run) VALUES
	 (3, 'P3', 1, 11, @2026-09-20, 4000, 'EUR', 'BON', 3),
	 (4, 'P4', 1, NULL, @2026-09-19, 700, 'EUR', 'BON', 3);
	INSERT INTO open_entry (entry, debtor, creditor, date, open_cents,
	    currency) VALUES (3, 11, 1, @2026-09-20, 4000, 'EUR'),
	    (4, NULL, 1, @2026-09-19, 700, 'EUR');
	INSERT INTO change (item, field, old, new, run)
	 SELECT 2001, 'due', CAST(@2026-08-20 AS INTEGER),
	  CAST(@2026-08-30 AS INTEGER), 3;
	UPDATE item SET due = @2026-08-30 WHERE id = 2001;
	UPDATE open_item SET due = @2026-08-30 WHERE item = 2001;
	INSERT INTO change (party, field, old, new, run) VALUES
	 (10, 'area', 'CENTRO', 'NORD', 3), (10, 'agent', '3', '4', 3);
	UPDATE party SET area = 'NORD', agent = 4 WHERE id = 10;
	INSERT INTO rating (party, day, model, class, score, currency, items,
	    unpaid, overdue_cents, exposure_cents, credits_cents, run) VALUES
	 (10, @2026-09-25, 'x', 'D', 30, 'EUR', 1, 0, 0, 0, 0, 3);
	COMMIT;
	E
	esac
}
