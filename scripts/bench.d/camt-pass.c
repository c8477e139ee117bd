/*
 * camt-pass FILE: the least that reading a bank statement costs with
 * libxml2: its parser is pushed through the file, names are compared as
 * pointers of its dictionary, and a line of eight texts goes out for each
 * movement. Nothing is checked, hashed, or told from what looks like it.
 */
#include <libxml/parser.h>
#include <stdio.h>
#include <string.h>

enum { AMOUNT, MARK, DAY, REF, END_TO_END, NAME, IBAN, REMITTANCE, FIELDS };
enum { FIELD_MAX = 255, PIECE = 64 * 1024 };

static const char *const leaf_names[FIELDS] = {
	"Amt", "CdtDbtInd", "Dt", "AcctSvcrRef", "EndToEndId", "Nm", "IBAN",
	"Ustrd",
};
static const xmlChar *entry, *leaves[FIELDS];
static char text[FIELDS][FIELD_MAX + 1];
static int length[FIELDS], leaf = -1;
static int inside;

static void
on_start(void *ctx, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri, int nns, const xmlChar **ns, int nattrs, int ndefault,
    const xmlChar **attrs)
{
	int i;

	(void)ctx, (void)prefix, (void)uri, (void)nns, (void)ns;
	(void)nattrs, (void)ndefault, (void)attrs;
	leaf = -1;
	if (name == entry) {
		inside = 1;
		memset(length, 0, sizeof(length));
	}
	for (i = 0; inside && i < FIELDS; i++)
		if (name == leaves[i] && length[i] == 0) {
			leaf = i;
			return;
		}
}

static void
on_end(void *ctx, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri)
{
	int i;

	(void)ctx, (void)prefix, (void)uri;
	leaf = -1;
	if (name != entry)
		return;
	for (i = 0; i < FIELDS; i++) {
		fwrite(text[i], 1, (size_t)length[i], stdout);
		putc(i + 1 < FIELDS ? '\t' : '\n', stdout);
	}
	inside = 0;
}

static void
on_text(void *ctx, const xmlChar *s, int n)
{
	(void)ctx;
	if (leaf < 0 || length[leaf] + n > FIELD_MAX)
		return;
	memcpy(text[leaf] + length[leaf], s, (size_t)n);
	length[leaf] += n;
}

int
main(int argc, char **argv)
{
	xmlSAXHandler sax = {
		.initialized = XML_SAX2_MAGIC, .startElementNs = on_start,
		.endElementNs = on_end, .characters = on_text,
		.cdataBlock = on_text,
	};
	xmlParserCtxtPtr p = xmlCreatePushParserCtxt(&sax, NULL, NULL, 0, NULL);
	FILE *f = argc == 2 ? fopen(argv[1], "rb") : NULL;
	static char piece[PIECE];
	size_t n;
	int i, err = 0;

	if (f == NULL) {
		fputs("usage: camt-pass FILE\n", stderr);
		return 2;
	}
	setvbuf(f, NULL, _IONBF, 0);
	entry = xmlDictLookup(p->dict, (const xmlChar *)"Ntry", -1);
	for (i = 0; i < FIELDS; i++)
		leaves[i] = xmlDictLookup(p->dict,
		    (const xmlChar *)leaf_names[i], -1);
	while (err == 0 && (n = fread(piece, 1, sizeof(piece), f)) > 0)
		err = xmlParseChunk(p, piece, (int)n, 0);
	err |= xmlParseChunk(p, piece, 0, 1);
	xmlFreeParserCtxt(p);
	fclose(f);
	return err != 0 || fflush(stdout) != 0 ? 3 : 0;
}
