#ifndef CR_MIGRATION_H
#define CR_MIGRATION_H

/* One step of the ledger's schema, made from lib/store/schema at build. */
struct cr_migration {
	int version;		/* NNNN of the file; 0 ends the table */
	const char *name;
	const char *sql;
};

extern const struct cr_migration cr_migrations[];

#endif
