#include "document.h"

#include <string.h>

#include "cr/arena.h"
#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/str.h"
#include "cr/time.h"

/*
 * Receipts and notifications of the Sistema di Interscambio: those of
 * public administrations (MessaggiTypes 1.1) and those of private parties
 * (MessaggiFatturaTypes 1.0), by local name alone.
 */
#define SDI_NAMES(X) \
	X(RicevutaConsegna) X(NotificaScarto) X(RicevutaScarto) \
	X(NotificaMancataConsegna) X(RicevutaImpossibilitaRecapito) \
	X(NotificaEsito) X(NotificaEsitoCommittente) \
	X(ScartoEsitoCommittente) X(NotificaDecorrenzaTermini) \
	X(AttestazioneTrasmissioneFattura) X(MetadatiInvioFile) \
	X(FileMetadati) \
	X(IdentificativoSdI) X(NomeFile) X(Hash) X(HashFileOriginale) \
	X(DataOraRicezione) X(DataOraConsegna) X(DataMessaADisposizione) \
	X(Destinatario) X(Codice) X(CodiceDestinatario) X(Descrizione) \
	X(ListaErrori) X(Errore) X(EsitoCommittente) X(Esito) X(Scarto) \
	X(RiferimentoFattura) X(NumeroFattura) X(AnnoFattura) \
	X(PosizioneFattura) X(Note)

enum sdi_name {
	N_OTHER,
#define X(name) N_##name,
	SDI_NAMES(X)
#undef X
};

static const char *const names[] = {
	"",
#define X(name) #name,
	SDI_NAMES(X)
#undef X
	NULL
};

static const struct message {
	int root;
	const char *kind;
} messages[] = {
	{ N_RicevutaConsegna, "RC" },
	{ N_NotificaScarto, "NS" },
	{ N_RicevutaScarto, "NS" },
	{ N_NotificaMancataConsegna, "MC" },
	{ N_RicevutaImpossibilitaRecapito, "MC" },
	{ N_NotificaEsito, "NE" },
	{ N_NotificaEsitoCommittente, "EC" },
	{ N_ScartoEsitoCommittente, "SE" },
	{ N_NotificaDecorrenzaTermini, "DT" },
	{ N_AttestazioneTrasmissioneFattura, "AT" },
	{ N_MetadatiInvioFile, "MT" },
	{ N_FileMetadati, "MT" },
};

#define NMESSAGES (sizeof(messages) / sizeof(*messages))
#define HASH_LENGTH 64		/* SHA-256 in hexadecimal */

struct sdi {
	struct cr *cr;
	struct cr_arena *arena;
	struct document *doc;
	const struct cr_xml_node *root;
	struct cr_rec_receipt *out;
};

static void *
make_parser(void)
{
	return cr_xml_new(names);
}

static void
drop_parser(void *x)
{
	cr_xml_free(x);
}

static int
bad(struct sdi *s, const struct cr_xml_node *e, const char *name,
    const char *what, const char *text)
{
	s->doc->line = e->line;
	return cr_fail(s->cr, CR_EINPUT, "%s%s%s%s %s", name,
	    text ? " \"" : "", text ? text : "", text ? "\"" : "", what);
}

/* A time in UTC; a plain date stays one. Absent is NULL. */
static int
take_time(struct sdi *s, int name, const char **out)
{
	const struct cr_xml_node *e = cr_xml_child(s->root, name);
	char utc[CR_TIME_SIZE];
	struct cr_date day;

	if (e == NULL || *e->text == '\0')
		return CR_OK;
	if (cr_time_parse(e->text, utc))
		*out = cr_arena_strdup(s->arena, utc);
	else if (cr_date_parse(e->text, strlen(e->text), CR_DATE_ISO, &day))
		*out = cr_arena_strndup(s->arena, e->text, CR_DATE_SIZE - 1);
	else
		return bad(s, e, names[name], "is no time", e->text);
	return CR_OK;
}

/* "00100,00200", each code once for each time it was found. */
static void
take_errors(struct sdi *s)
{
	const struct cr_xml_node *list, *e;
	const char *code;

	list = cr_xml_child(s->root, N_ListaErrori);
	e = cr_xml_child(list, N_Errore);
	for (; e != NULL; e = cr_xml_next(e)) {
		if ((code = cr_xml_text(e, N_Codice)) == NULL)
			continue;
		s->out->error = s->out->error == NULL ? code :
		    cr_arena_printf(s->arena, "%s,%s", s->out->error, code);
		if (s->out->note == NULL)
			s->out->note = cr_xml_text(e, N_Descrizione);
	}
}

static int
take_number(struct sdi *s, const struct cr_xml_node *e, int name,
    int32_t *out)
{
	const char *text = cr_xml_text(e, name);
	int64_t n;

	if (text == NULL)
		return CR_OK;
	if (!cr_parse_int(text, strlen(text), &n) || n < 0 || n > INT32_MAX)
		return bad(s, e, names[name], "is no number", text);
	*out = (int32_t)n;
	return CR_OK;
}

/* What the customer, a public administration, decided. */
static int
take_outcome(struct sdi *s)
{
	const struct cr_xml_node *e, *ref;
	int err;

	if ((e = cr_xml_child(s->root, N_EsitoCommittente)) == NULL)
		e = s->root;
	s->out->outcome = cr_xml_text(e, N_Esito);
	if (s->out->outcome == NULL)
		s->out->outcome = cr_xml_text(s->root, N_Scarto);
	if (s->out->note == NULL)
		s->out->note = cr_xml_text(e, N_Descrizione);
	ref = cr_xml_child(e, N_RiferimentoFattura);
	s->out->doc_number = cr_xml_text(ref, N_NumeroFattura);
	if ((err = take_number(s, ref, N_AnnoFattura, &s->out->doc_year)) == 0)
		err = take_number(s, ref, N_PosizioneFattura,
		    &s->out->doc_body);
	return err;
}

static const char *
lower(struct sdi *s, const char *text)
{
	char *copy = cr_arena_strdup(s->arena, text), *p;

	for (p = copy; *p != '\0'; p++)
		*p = cr_lower(*p);
	return copy;
}

static void
take_file(struct sdi *s)
{
	const char *hash = cr_xml_text(s->root, N_Hash);

	s->out->file_name = cr_xml_text(s->root, N_NomeFile);
	if (hash == NULL)
		hash = cr_xml_text(s->root, N_HashFileOriginale);
	if (hash != NULL && strlen(hash) == HASH_LENGTH)
		s->out->file_hash = lower(s, hash);
}

static int
take_receipt(struct sdi *s)
{
	const struct cr_xml_node *root = s->root;
	int err;

	s->out->source = "sdi";
	s->out->ref = cr_xml_text(root, N_IdentificativoSdI);
	if (s->out->ref == NULL)
		s->out->ref = cr_xml_text(cr_xml_child(root,
		    N_EsitoCommittente), N_IdentificativoSdI);
	if (s->out->ref == NULL)
		return bad(s, root, names[N_IdentificativoSdI], "is missing",
		    NULL);
	s->out->recipient = cr_xml_text(cr_xml_child(root, N_Destinatario),
	    N_Codice);
	if (s->out->recipient == NULL)
		s->out->recipient = cr_xml_text(root, N_CodiceDestinatario);
	take_file(s);
	take_errors(s);
	if ((err = take_time(s, N_DataOraRicezione, &s->out->time)) != 0 ||
	    (err = take_time(s, N_DataOraConsegna, &s->out->delivered)) != 0 ||
	    (s->out->delivered == NULL && (err = take_time(s,
	    N_DataMessaADisposizione, &s->out->delivered)) != 0) ||
	    (err = take_outcome(s)) != 0)
		return err;
	if (s->out->note == NULL)
		s->out->note = cr_xml_text(root, N_Note);
	return CR_OK;
}

static const char *
kind_of(const char *root)
{
	size_t i;

	for (i = 0; i < NMESSAGES; i++)
		if (strcmp(names[messages[i].root], root) == 0)
			return messages[i].kind;
	return NULL;
}

bool
cr_sdi_is_root(const char *name)
{
	return kind_of(name) != NULL;
}

int
cr_sdi_parse(struct cr *cr, struct cr_arena *a, struct document *d,
    struct record_list *out)
{
	struct cr_xml *x = cr_keep(cr, names, make_parser, drop_parser);
	struct sdi s = { .cr = cr, .arena = a, .doc = d };
	struct cr_record *r = cr_arena_alloc(a, sizeof(*r));
	struct cr_xml_doc xml;
	int err;

	if ((err = cr_xml_tree(cr, x, a, d->text.p, d->text.n, &xml)) != 0) {
		d->line = cr_xml_line(x);
		return err;
	}
	cr_record_init(r, CR_RECORD_RECEIPT);
	r->file = d->file;
	s.root = xml.root;
	s.out = &r->u.receipt;
	s.out->kind = kind_of(names[xml.root->name]);
	if (s.out->kind == NULL)
		return bad(&s, xml.root, "it", "is no receipt of SdI", NULL);
	if ((err = take_receipt(&s)) == 0)
		*out = (struct record_list){ r, 1 };
	return err;
}
