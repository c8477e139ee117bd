/*
 * saxpass: the least that reading electronic invoices costs with libxml2:
 * one SAX pass over each file named on standard input, one parser context
 * kept with its dictionary, names compared as pointers of it, and a line of
 * text for each instalment. Nothing is checked, kept or hashed.
 */
#include <fcntl.h>
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SUPPLIER, CUSTOMER, NUMBER, DATE, TOTAL, METHOD, DUE, AMOUNT, IBAN,
	FIELDS };
enum { FIELD_MAX = 255, PAYMENT = 3, BLOCKS };

static const char *const block_names[BLOCKS] = {
	"CedentePrestatore", "CessionarioCommittente",
	"DatiGeneraliDocumento", "DettaglioPagamento",
};
static const struct {
	const char *name;
	int block;
} leaf_names[FIELDS] = {
	{ "IdCodice", 0 }, { "IdCodice", 1 }, { "Numero", 2 }, { "Data", 2 },
	{ "ImportoTotaleDocumento", 2 }, { "ModalitaPagamento", 3 },
	{ "DataScadenzaPagamento", 3 }, { "ImportoPagamento", 3 },
	{ "IBAN", 3 },
};

static const xmlChar *blocks[BLOCKS], *leaves[FIELDS];
static char text[FIELDS][FIELD_MAX + 1];
static int length[FIELDS], block = -1, leaf = -1;

static void
on_start(void *ctx, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri, int nns, const xmlChar **ns, int nattrs, int ndefault,
    const xmlChar **attrs)
{
	int i;

	(void)ctx, (void)prefix, (void)uri, (void)nns, (void)ns;
	(void)nattrs, (void)ndefault, (void)attrs;
	leaf = -1;
	for (i = 0; block < 0 && i < BLOCKS; i++)
		if (name == blocks[i]) {
			block = i;
			if (i == PAYMENT)
				memset(length + METHOD, 0, sizeof(length) -
				    METHOD * sizeof(*length));
			return;
		}
	for (i = 0; block >= 0 && i < FIELDS; i++)
		if (name == leaves[i] && leaf_names[i].block == block) {
			leaf = i;
			length[i] = 0;
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
	if (block < 0 || name != blocks[block])
		return;
	for (i = 0; block == PAYMENT && i < FIELDS; i++) {
		fwrite(text[i], 1, (size_t)length[i], stdout);
		putc(i + 1 < FIELDS ? '\t' : '\n', stdout);
	}
	block = -1;
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

static char *bytes;

static int
load(const char *path)
{
	static size_t room;
	struct stat st;
	ssize_t n;
	int fd = open(path, O_RDONLY);

	if (fd < 0 || fstat(fd, &st) != 0) {
		perror(path);
		exit(3);
	}
	if ((size_t)st.st_size + 1 > room) {
		room = 2 * (size_t)st.st_size + 1;
		bytes = realloc(bytes, room);
	}
	n = bytes ? read(fd, bytes, (size_t)st.st_size) : -1;
	close(fd);
	return (int)n;
}

int
main(void)
{
	xmlSAXHandler sax = {
		.initialized = XML_SAX2_MAGIC, .startElementNs = on_start,
		.endElementNs = on_end, .characters = on_text,
		.cdataBlock = on_text,
	};
	xmlParserCtxtPtr p = xmlCreatePushParserCtxt(&sax, NULL, NULL, 0, NULL);
	char path[4096];
	int i, n;

	for (i = 0; i < BLOCKS; i++)
		blocks[i] = xmlDictLookup(p->dict,
		    (const xmlChar *)block_names[i], -1);
	for (i = 0; i < FIELDS; i++)
		leaves[i] = xmlDictLookup(p->dict,
		    (const xmlChar *)leaf_names[i].name, -1);
	while (fgets(path, sizeof(path), stdin) != NULL) {
		path[strcspn(path, "\n")] = '\0';
		block = leaf = -1;
		n = load(path);
		if (n < 0 || xmlCtxtResetPush(p, NULL, 0, NULL, NULL) != 0 ||
		    xmlParseChunk(p, bytes, n, 1) != 0) {
			fprintf(stderr, "%s: not read\n", path);
			return 3;
		}
	}
	xmlFreeParserCtxt(p);
	free(bytes);
	return fflush(stdout) != 0 ? 3 : 0;
}
