#include "change.h"

#include "cr/cr.h"
#include "cr/db.h"

int
cr_change_add(struct cr *cr, int64_t item, int64_t party, const char *field,
    const char *was, const char *is)
{
	static const char sql[] =
	    "INSERT INTO change (item, party, field, old, new, run) "
	    "VALUES (:item, :party, :field, :old, :new, :run)";
	struct cr_stmt *st = cr_sql(cr, sql);

	if (item != 0)
		cr_bind_int(st, ":item", item);
	if (party != 0)
		cr_bind_int(st, ":party", party);
	cr_bind_text(st, ":field", field);
	cr_bind_text(st, ":old", was);
	cr_bind_text(st, ":new", is);
	cr_bind_int(st, ":run", cr->run);
	return cr_exec(cr, st);
}
