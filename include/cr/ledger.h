#ifndef CR_LEDGER_H
#define CR_LEDGER_H

#include <stdint.h>

#include "cr/db.h"

struct cr;

/*
 * Open the ledger WHERE for reading or writing (CR_DB_READ, CR_DB_WRITE)
 * and check that it is one of ours and of this version: CR_ENOTFOUND,
 * CR_EVERSION.
 */
int cr_ledger_open(struct cr *cr, const char *where, enum cr_db_mode mode);

/*
 * Make the ledger WHERE if it is not there and bring its schema to this
 * version, one migration a transaction. *FROM and *TO are the versions
 * before and after; 0 is a new one. A newer ledger is refused.
 */
int cr_ledger_migrate(struct cr *cr, const char *where, int *from, int *to);

/* The version of the schema that this library speaks. */
int cr_ledger_version(void);

/* A setting, or NULL; borrowed until the next call. */
const char *cr_setting(struct cr *cr, const char *name);
int cr_setting_set(struct cr *cr, const char *name, const char *value);

/*
 * Book this run: call once, inside the transaction, before the first row.
 * WHAT are its operands, for people. Sets cr->run. CR_EUSAGE when the
 * operator may not act with this tool (cr_operator_may()).
 */
int cr_run_begin(struct cr *cr, const char *what);

/* The instant now as "2026-03-31T10:00:00Z". */
#define CR_INSTANT_SIZE 21
char *cr_instant(char to[CR_INSTANT_SIZE]);

#endif
