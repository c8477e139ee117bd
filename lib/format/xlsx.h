#ifndef CR_XLSX_H
#define CR_XLSX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cr/arena.h"
#include "cr/buf.h"
#include "cr/csvin.h"

struct cr;
struct cr_xml;

/*
 * Workbooks of Office Open XML (ECMA-376), as much as a table needs. Nothing
 * is computed: a formula counts for the value that was saved with it.
 */
#define XLSX_MAX_TEXTS ((size_t)256 << 20)	/* of all shared texts, bytes */
#define XLSX_MAX_STYLES 65536
#define XLSX_MAX_ROWS 1048576		/* of a sheet, as in Excel */
#define XLSX_MAX_PART ((size_t)64 << 20)	/* of a part read whole */

struct xlsx {
	struct cr *cr;
	const char *p;		/* the archive */
	size_t n;
	struct cr_arena arena;
	struct cr_xml *xml;
	bool from_1904;		/* days count from 1904 */
	char *sheet;		/* the member that holds it */
	char *sheet_name;
	struct cr_buf text;	/* the shared texts, a NUL after each */
	size_t *at;		/* where each begins */
	size_t ntexts, captexts;
	bool *is_date;		/* of each cell style */
	size_t nstyles, capstyles;
};

/*
 * Open the N bytes at P, which must outlive it, at the sheet NAME (NULL: the
 * first). CR_EINPUT when they are no workbook or have no such sheet.
 */
int cr_xlsx_open(struct cr *cr, const char *p, size_t n, const char *name,
    struct xlsx *out);
void cr_xlsx_release(struct xlsx *x);

/*
 * Give each row that is not empty to ON_ROW, with the number it has in the
 * sheet as its line; 0 to go on, 1 to stop, or an enum cr_error.
 */
int cr_xlsx_rows(struct xlsx *x, int (*on_row)(void *ctx, struct cr_row *row),
    void *ctx);

/*
 * Give the member NAME to EV piece by piece. CR_ENOTFOUND when there is none.
 */
struct cr_xml_events;
int cr_xlsx_read_part(struct xlsx *x, const char *name,
    const struct cr_xml_events *ev, void *ctx);

/* Names of elements and attributes, for cr_xml. */
enum xlsx_name {
	X_NONE, X_SHEET, X_NAME, X_ID, X_WORKBOOKPR, X_DATE1904,
	X_RELATIONSHIP, X_TYPE, X_TARGET, X_SI, X_T, X_RPH, X_NUMFMT,
	X_NUMFMTID, X_FORMATCODE, X_CELLXFS, X_XF, X_ROW, X_R, X_C, X_S, X_V,
	X_IS, X_F,
};

/*
 * The number S as plain decimals at TO: exponents written out, beyond 15
 * digits rounded, as the program that wrote it shows it. False: no number.
 */
#define XLSX_NUMBER_SIZE 48
bool cr_xlsx_number(const char *s, char to[XLSX_NUMBER_SIZE]);
/* The day that the number S is, as "2026-03-31"; false: none. */
bool cr_xlsx_day(const char *s, bool from_1904, char to[XLSX_NUMBER_SIZE]);
/* Does the number format show a day? */
bool cr_xlsx_is_date_format(const char *code);
bool cr_xlsx_is_date_builtin(int64_t id);

#endif
