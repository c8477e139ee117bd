/*
 * Tables: the first byte chooses a mapping, or none, the rest is the file.
 * What is refused must be told with a line that can be read again, and what
 * was recognised must be a mapping.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/input.h"
#include "cr/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const mappings[] = {
	"separator = \";\"\ndecimal = \",\"\ngroup = \".\"\n"
	    "date = \"dd/mm/yyyy\"\nheader = no\n"
	    "party { code = \"#1\" name = { \"#2\", \"=x\" } vat = \"#3\" "
	    "tax_code = \"#3\" zip = \"#4\" iban = \"#4\" seasonal = \"#5\" "
	    "roles = \"#6\" country = \"#7\" }\n"
	    "item { debtor = \"#1\" number = \"#2\" due = \"#3\" "
	    "debit = \"#4\" credit = \"#5\" side = \"#6\" paid = \"#7\" "
	    "cause = \"#8\" instalment = \"#9\" credit_causes = { NC } }\n",
	"decimal = \".\"\ndate = ddmmyyyy\nencoding = cp850\n"
	    "item { debtor = \"@1:4\" number = \"@5:4\" due = \"@9:8\" "
	    "amount = \"@17:10\" only \"@27:1\" { values = { A, \"\" } } }\n",
	"encoding = utf-16\nskip_lines = 2\n"
	    "payment { debtor = \"Codice\" date = \"Data\" ref = \"Rif\" "
	    "amount = \"Importo\" sign = \"-\" }\n",
};

/* Told of parties; chosen by a byte that no other mapping is. */
#define FACTS 0xfa
static const char facts[] =
	"separator = \";\"\ndecimal = \",\"\ngroup = \".\"\n"
	"date = \"dd/mm/yyyy\"\nheader = no\nunit = thousand\n"
	"balance-sheet { debtor = \"#1\" date = \"#2\" assets = \"#3\" "
	"retained = { \"#4\", \"#5\" } only \"#9\" { values = { B } } }\n"
	"adverse { debtor = \"#1\" date = \"#2\" kind = \"#6\" "
	"amount = \"#3\" kinds = { \"x=protest\" } "
	"only \"#9\" { values = { A } } }\n"
	"plafond { debtor = \"#1\" provider = \"#6\" kind = \"=insured\" "
	"amount = \"#3\" covered = \"#7\" until = \"#8\" "
	"except \"#9\" { values = { A, B } } }\n";

struct seen {
	struct cr_buf json;
	struct cr_buf rejects;
	uint64_t refused;
};

static void
must(bool ok)
{
	if (!ok)
		abort();
}

static int
on_record(void *ctx, const struct cr_record *r)
{
	struct seen *s = ctx;

	cr_buf_clear(&s->json);
	cr_record_to_json(&s->json, r);
	cr_buf_clear(&s->json);
	if (r->type == CR_RECORD_BALANCE)	/* no row: of all of them */
		return 0;
	must(r->raw != NULL && r->line > 0);
	must(cr_record_reject(&s->json, r, "why"));
	return 0;
}

static void
on_refuse(void *ctx, const char *file, int64_t line, const char *raw,
    const char *header, const char *reason)
{
	struct seen *s = ctx;

	(void)file;
	must(*reason != '\0');
	s->refused++;
	if (raw == NULL)
		return;
	must(line > 0);
	if (s->rejects.len == 0 && header != NULL)
		cr_buf_addf(&s->rejects, "%s\n", header);
	cr_buf_addf(&s->rejects, "%s\n", raw);
}

static void
read_bytes(struct cr *cr, const char *p, size_t n, struct cr_mapping *m,
    struct seen *s)
{
	struct cr_sink sink = { .record = on_record, .refuse = on_refuse,
	    .ctx = s };
	struct cr_read_opts opts = { .mapping = m };
	struct cr_read_file done = { .name = NULL };
	struct cr_input *in = cr_input_memory("f", p, n);

	must(cr_table_read(cr, in, &opts, &sink, &done) == CR_OK);
	must(done.refused == s->refused);
	cr_input_free(in);
}

static void
guess(struct cr *cr, const char *p, size_t n)
{
	struct cr_input *in = cr_input_memory("f", p, n);
	struct cr_mapping *m = NULL, *again = NULL;
	struct cr_buf a, b;

	cr_buf_init(&a);
	cr_buf_init(&b);
	if (cr_mapping_guess(cr, in, &m) == CR_OK) {
		cr_mapping_describe(&a, m);
		must(cr_mapping_parse(cr, "m", a.s, a.len, &again) == CR_OK);
		cr_mapping_describe(&b, again);
		must(strcmp(a.s, b.s) == 0);
	}
	cr_mapping_free(m);
	cr_mapping_free(again);
	cr_buf_release(&a);
	cr_buf_release(&b);
	cr_input_free(in);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *p = (const char *)data + 1;
	struct cr_mapping *m = NULL;
	struct seen s = { .refused = 0 };
	struct cr_buf file;
	struct cr cr;

	if (size == 0)
		return 0;
	cr_init(&cr, "fuzz");
	cr_buf_init(&s.json);
	cr_buf_init(&s.rejects);
	cr_buf_init(&file);
	if (data[0] == FACTS)
		must(cr_mapping_parse(&cr, "m", facts, sizeof(facts) - 1,
		    &m) == CR_OK);
	else if (data[0] % 4 != 3)
		must(cr_mapping_parse(&cr, "m", mappings[data[0] % 4],
		    strlen(mappings[data[0] % 4]), &m) == CR_OK);
	else
		guess(&cr, p, size - 1);
	read_bytes(&cr, p, size - 1, m, &s);
	/* the reject file, once more */
	cr_buf_add(&file, s.rejects.s, s.rejects.len);
	cr_buf_clear(&s.rejects);
	s.refused = 0;
	read_bytes(&cr, file.s, file.len, m, &s);
	cr_mapping_free(m);
	cr_buf_release(&s.json);
	cr_buf_release(&s.rejects);
	cr_buf_release(&file);
	cr_release(&cr);
	return 0;
}
