#include "pec.h"

#include <stdio.h>
#include <string.h>

#include "cr/arena.h"
#include "cr/cr.h"
#include "cr/str.h"
#include "cr/xml.h"

#define DATICERT_MAX_BYTES ((size_t)1024 * 1024)

/* The elements and attributes of the DTD of RFC 6109 4.4. */
#define PEC_NAMES(X) \
	X(postacert) X(tipo) X(errore) X(intestazione) X(mittente) \
	X(destinatari) X(dati) X(data) X(zona) X(giorno) X(ora) X(msgid) \
	X(ricevuta) X(consegna) X(identificativo)

enum pec_name {
	N_OTHER,
#define X(name) N_##name,
	PEC_NAMES(X)
#undef X
	N_gestore, N_esteso
};

static const char *const names[] = {
	"",
#define X(name) #name,
	PEC_NAMES(X)
#undef X
	"gestore-emittente", "errore-esteso", NULL
};

static const char *const classes[CR_PEC_CLASSES] = {
	[CR_PEC_NONE] = "none",
	[CR_PEC_UNKNOWN] = "unknown",
	[CR_PEC_ACCEPTED] = "accettazione",
	[CR_PEC_NOT_ACCEPTED] = "non-accettazione",
	[CR_PEC_TAKEN] = "presa-in-carico",
	[CR_PEC_DELIVERED] = "avvenuta-consegna",
	[CR_PEC_NOT_DELIVERED] = "errore-consegna",
	[CR_PEC_LATE] = "preavviso-errore-consegna",
	[CR_PEC_VIRUS] = "rilevazione-virus",
	[CR_PEC_TRANSPORT] = "posta-certificata",
	[CR_PEC_ANOMALY] = "anomalia",
};

const char *
cr_pec_class_word(enum cr_pec_class c)
{
	return classes[c];
}

static enum cr_pec_class
class_of(const char *type)
{
	int i;

	for (i = CR_PEC_ACCEPTED; type != NULL && i < CR_PEC_ANOMALY; i++)
		if (cr_strcaseeq(type, classes[i]))
			return (enum cr_pec_class)i;
	return CR_PEC_UNKNOWN;
}

/*
 * "16/03/2026", "10:30:05" and the zone "+0100": the time of the law, which
 * is written so that one knows which of the two hours it was.
 */
static void
take_time(const struct cr_xml_node *data, struct cr_pec *p)
{
	const char *day = cr_xml_text(data, N_giorno);
	const char *hour = cr_xml_text(data, N_ora);
	const char *zone = cr_xml_text(data, N_zona);
	char text[40], iso[CR_DATE_SIZE];
	struct cr_date d;

	if (day == NULL || hour == NULL || zone == NULL ||
	    strlen(hour) != 8 || strlen(zone) != 5 ||
	    !cr_date_parse(day, strlen(day), CR_DATE_DMY, &d))
		return;
	snprintf(text, sizeof(text), "%sT%s%.3s:%s", cr_date_iso(d, iso),
	    hour, zone, zone + 3);
	if (!cr_time_parse(text, p->time))
		p->time[0] = '\0';
}

static void
take_recipients(struct cr_arena *a, const struct cr_xml_node *head,
    struct cr_pec *p)
{
	const struct cr_xml_node *e, *first = cr_xml_child(head,
	    N_destinatari);
	size_t n = 0;

	for (e = first; e != NULL && n < CR_PEC_RECIPIENTS_MAX;
	    e = cr_xml_next(e))
		n++;
	p->to = cr_arena_alloc(a, (n + 1) * sizeof(*p->to));
	for (e = first; p->nto < n; e = cr_xml_next(e)) {
		p->to[p->nto].address = e->text;
		p->to[p->nto++].certified = !cr_strcaseeq(cr_xml_text(e,
		    N_tipo), "esterno");
	}
}

static int
take(struct cr *cr, struct cr_arena *a, const struct cr_xml_node *root,
    struct cr_pec *p)
{
	const struct cr_xml_node *data = cr_xml_child(root, N_dati);

	if (root->name != N_postacert || data == NULL)
		return cr_fail(cr, CR_EINPUT, "daticert.xml is not what it "
		    "is called");
	p->class = class_of(cr_xml_text(root, N_tipo));
	p->error = cr_xml_text(root, N_errore);
	p->error_text = cr_xml_text(data, N_esteso);
	p->message_id = cr_xml_text(data, N_msgid);
	p->recipient = cr_xml_text(data, N_consegna);
	p->identifier = cr_xml_text(data, N_identificativo);
	p->provider = cr_xml_text(data, N_gestore);
	p->receipt_type = cr_xml_text(cr_xml_child(data, N_ricevuta),
	    N_tipo);
	take_time(cr_xml_child(data, N_data), p);
	take_recipients(a, cr_xml_child(root, N_intestazione), p);
	return CR_OK;
}

int
cr_pec_daticert(struct cr *cr, struct cr_arena *a, const char *xml, size_t n,
    struct cr_pec *p)
{
	struct cr_xml_doc doc;
	struct cr_xml_text text;
	struct cr_xml *x;
	struct cr_buf b;
	int err;

	if (n > DATICERT_MAX_BYTES)
		return cr_fail(cr, CR_ELIMIT, "daticert.xml is larger than "
		    "%zu bytes", DATICERT_MAX_BYTES);
	cr_buf_init(&b);
	x = cr_xml_new(names);
	if ((err = cr_xml_decode(cr, xml, n, &b, &text)) == CR_OK &&
	    (err = cr_xml_tree(cr, x, a, text.p, text.n, &doc)) == CR_OK)
		err = take(cr, a, doc.root, p);
	cr_xml_free(x);
	cr_buf_release(&b);
	return err;
}
