/*
 * Workbooks. The archive itself is for the ZIP target: here the first byte
 * tells which part the rest is, and the other parts are right.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/input.h"
#include "cr/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define RELATION "http://schemas.openxmlformats.org/officeDocument/2006/" \
	"relationships/"

static const struct {
	const char *name, *text;
} parts[] = {
	{ "xl/worksheets/sheet1.xml", "<worksheet><sheetData><row>"
	    "<c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c>"
	    "<c t=\"s\"><v>2</v></c><c t=\"s\"><v>3</v></c></row><row><c><v>1"
	    "</v></c><c><v>2</v></c><c s=\"1\"><v>46000</v></c><c><v>1.5</v>"
	    "</c></row></sheetData></worksheet>" },
	{ "xl/sharedStrings.xml", "<sst><si><t>code</t></si><si><t>number</t>"
	    "</si><si><t>due</t></si><si><t>amount</t></si></sst>" },
	{ "xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId=\"0\"/>"
	    "<xf numFmtId=\"14\"/></cellXfs></styleSheet>" },
	{ "xl/workbook.xml", "<workbook><sheets><sheet name=\"a\" id=\"r1\"/>"
	    "</sheets></workbook>" },
	{ "xl/_rels/workbook.xml.rels", "<Relationships>"
	    "<Relationship Id=\"r1\" Type=\"" RELATION "worksheet\" "
	    "Target=\"worksheets/sheet1.xml\"/>"
	    "<Relationship Id=\"r2\" Type=\"" RELATION "sharedStrings\" "
	    "Target=\"sharedStrings.xml\"/>"
	    "<Relationship Id=\"r3\" Type=\"" RELATION "styles\" "
	    "Target=\"/xl/styles.xml\"/></Relationships>" },
};

#define NPARTS (sizeof(parts) / sizeof(*parts))

static void
put(struct cr_buf *b, uint64_t v, int bytes)
{
	for (; bytes > 0; bytes--, v >>= 8)
		cr_buf_addc(b, (char)(v & 0xff));
}

static uint32_t
crc(const char *p, size_t n)
{
	uint32_t c = 0xffffffff;
	int i;

	while (n-- > 0)
		for (c ^= (unsigned char)*p++, i = 0; i < 8; i++)
			c = c & 1 ? c >> 1 ^ 0xedb88320 : c >> 1;
	return ~c;
}

/* What a header of a member says, local or central. */
static void
put_member(struct cr_buf *b, const char *name, const char *p, size_t n)
{
	put(b, 20, 2);			/* version */
	put(b, 0, 8);			/* flags, stored, time */
	put(b, crc(p, n), 4);
	put(b, n, 4);
	put(b, n, 4);
	put(b, strlen(name), 2);
	put(b, 0, 2);
}

static void
make_archive(struct cr_buf *b, size_t which, const char *p, size_t n)
{
	size_t at[NPARTS], len[NPARTS], i, directory;
	const char *text[NPARTS];

	for (i = 0; i < NPARTS; i++) {
		text[i] = i == which ? p : parts[i].text;
		len[i] = i == which ? n : strlen(parts[i].text);
		at[i] = b->len;
		cr_buf_add(b, "PK\3\4", 4);
		put_member(b, parts[i].name, text[i], len[i]);
		cr_buf_adds(b, parts[i].name);
		cr_buf_add(b, text[i], len[i]);
	}
	directory = b->len;
	for (i = 0; i < NPARTS; i++) {
		cr_buf_add(b, "PK\1\2", 4);
		put(b, 20, 2);
		put_member(b, parts[i].name, text[i], len[i]);
		put(b, 0, 10);		/* comment, disk, attributes */
		put(b, at[i], 4);
		cr_buf_adds(b, parts[i].name);
	}
	at[0] = b->len;
	cr_buf_add(b, "PK\5\6", 4);
	put(b, 0, 4);
	put(b, NPARTS, 2);
	put(b, NPARTS, 2);
	put(b, at[0] - directory, 4);
	put(b, directory, 4);
	put(b, 0, 2);
}

static void
must(bool ok)
{
	if (!ok)
		abort();
}

static int
on_record(void *ctx, const struct cr_record *r)
{
	struct cr_buf *b = ctx;

	cr_buf_clear(b);
	cr_record_to_json(b, r);
	must(cr_record_reject(b, r, "why"));
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cr_buf archive, text;
	struct cr_sink sink = { .record = on_record, .ctx = &text };
	struct cr_read_file done = { .name = NULL };
	struct cr_input *in;
	struct cr cr;

	if (size == 0)
		return 0;
	cr_init(&cr, "fuzz");
	cr_buf_init(&archive);
	cr_buf_init(&text);
	if (data[0] % 8 < NPARTS)
		make_archive(&archive, data[0] % 8, (const char *)data + 1,
		    size - 1);
	else
		cr_buf_add(&archive, data + 1, size - 1);
	in = cr_input_memory("f", archive.s, archive.len);
	must(cr_xlsx_read(&cr, in, NULL, &sink, &done) == CR_OK);
	must(done.refused == cr.refused);
	cr_input_free(in);
	cr_buf_release(&archive);
	cr_buf_release(&text);
	cr_release(&cr);
	return 0;
}
