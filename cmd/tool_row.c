#include "cr/tool.h"

#include <string.h>

#include "cr/key.h"

static enum cr_key_kind
key_kind(const char *name)
{
	return strcmp(name, "item") == 0 ? CR_KEY_ITEM :
	    strcmp(name, "entry") == 0 ? CR_KEY_ENTRY :
	    strcmp(name, "movement") == 0 ? CR_KEY_ENTRY :
	    strcmp(name, "bill") == 0 ? CR_KEY_BILL :
	    strcmp(name, "received") == 0 ? CR_KEY_RECEIVED :
	    strcmp(name, "msg") == 0 ? CR_KEY_MESSAGE :
	    strcmp(name, "notice") == 0 ? CR_KEY_NOTICE :
	    strcmp(name, "doc") == 0 ? CR_KEY_DOC : CR_KEY_PARTY;
}

static void
put_column(struct cr_printer *p, const struct cr_field *f, size_t i,
    struct cr_stmt *row)
{
	int c = (int)i;

	switch (f->kind) {
	case CR_KEY:
		cr_put_key(p, i, key_kind(f->name), cr_col_int(row, c));
		break;
	case CR_CENTS:
		cr_put_cents(p, i, cr_col_money(row, c));
		break;
	case CR_DATE:
		cr_put_date(p, i, cr_col_date(row, c));
		break;
	case CR_COUNT:
	case CR_BP:
	case CR_PPM:
	case CR_CENTIDAYS:
		cr_put_count(p, i, cr_col_int(row, c));
		break;
	case CR_BOOL:
		cr_put_bool(p, i, cr_col_int(row, c) != 0);
		break;
	case CR_TEXT:
	case CR_CODE:
	case CR_TIME:
		cr_put_text_cell(p, i, cr_col_text(row, c));
		break;
	}
}

void
cr_tool_put_row(struct cr_printer *p, const struct cr_field *fields, size_t n,
    struct cr_stmt *row)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (!cr_col_null(row, (int)i))
			put_column(p, &fields[i], i, row);
	cr_print_row(p);
}
