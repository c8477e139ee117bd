#include "cr/account.h"

#include <string.h>

#include "cr/cr.h"
#include "cr/db.h"
#include "cr/str.h"

#define ABI 5			/* digits, as many as the CAB */
#define NUMBER 12
#define IBAN_IT 27

static bool
is_alnum(char c)
{
	return cr_is_digit(c) || cr_is_alpha(c);
}

/* Letters and digits of the first word, in capitals. */
static size_t
squeeze(const char *said, char to[CR_ACCOUNT_SIZE])
{
	size_t n = 0;

	for (; *said != '\0' && n < CR_ACCOUNT_SIZE - 1; said++)
		if (is_alnum(*said))
			to[n++] = cr_upper(*said);
	to[n] = '\0';
	return n;
}

/* "03069/09606/100000012345": the number is padded to its length. */
static bool
is_split(const char *s, const char **number)
{
	size_t i;

	for (i = 0; i < 2 * (ABI + 1); i++)
		if (i % (ABI + 1) == ABI ? s[i] != '/' : !cr_is_digit(s[i]))
			return false;
	*number = s + i;
	for (i = 0; is_alnum((*number)[i]); i++)
		;
	return i > 0 && i <= NUMBER && (*number)[i] == '\0';
}

char *
cr_account_name(const char *said, char to[CR_ACCOUNT_SIZE])
{
	const char *number;
	size_t n, pad;

	if (is_split(said, &number)) {
		memcpy(to, said, ABI);
		memcpy(to + ABI, said + ABI + 1, ABI);
		pad = NUMBER - strlen(number);
		memset(to + 2 * ABI, '0', pad);
		squeeze(number, to + 2 * ABI + pad);
		return to;
	}
	n = squeeze(said, to);
	if (n == IBAN_IT && (cr_starts(to, "IT") || cr_starts(to, "SM")))
		memmove(to, to + 5, n - 5 + 1);
	return to;
}

int
cr_account_find(struct cr *cr, const char *said, struct cr_account *out)
{
	static const char sql[] =
	    "SELECT id, creditor FROM account "
	    "WHERE national = :national AND undone_by IS NULL";
	char name[CR_ACCOUNT_SIZE];
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	cr_bind_text(st, ":national", cr_account_name(said, name));
	if ((rc = cr_step(cr, st)) == 1)
		*out = (struct cr_account){
			.id = cr_col_int(st, 0),
			.creditor = cr_col_int(st, 1),
		};
	cr_reset(st);
	return rc;
}

int
cr_account_add(struct cr *cr, const struct cr_account *a, int64_t *id)
{
	static const char sql[] =
	    "INSERT INTO account (number, national, creditor, currency, run) "
	    "VALUES (:number, :national, :creditor, :currency, :run)";
	char name[CR_ACCOUNT_SIZE];
	struct cr_stmt *st = cr_sql(cr, sql);
	int err;

	cr_bind_text(st, ":number", a->number);
	cr_bind_text(st, ":national", cr_account_name(a->number, name));
	cr_bind_int(st, ":creditor", a->creditor);
	cr_bind_text(st, ":currency", a->currency);
	cr_bind_int(st, ":run", cr->run);
	if ((err = cr_exec(cr, st)) == CR_OK)
		*id = cr_db_last_id(cr);
	return err;
}

int
cr_account_owner(struct cr *cr, const char *said, int64_t *creditor)
{
	static const char sql[] =
	    "SELECT p.id, p.iban FROM party_role r JOIN party p "
	    "ON p.id = r.party WHERE r.role = 'creditor' "
	    "AND p.iban IS NOT NULL AND p.undone_by IS NULL ORDER BY p.id";
	char name[CR_ACCOUNT_SIZE], own[CR_ACCOUNT_SIZE];
	struct cr_stmt *st = cr_sql(cr, sql);
	int rc;

	cr_account_name(said, name);
	while ((rc = cr_step(cr, st)) == 1)
		if (strcmp(cr_account_name(cr_col_text(st, 1), own),
		    name) == 0) {
			*creditor = cr_col_int(st, 0);
			break;
		}
	cr_reset(st);
	return rc;
}
