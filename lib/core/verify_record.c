#include "cr/verify.h"

#include "cr/buf.h"
#include "cr/i18n.h"
#include "cr/print.h"
#include "cr/time.h"

const struct cr_field cr_verify_fields[CR_VERIFY_FIELDS] = {
	[CR_VERIFY_FILE] = { "file", CR_TEXT, N_("File"),
	    N_("the signed file"), 0 },
	[CR_VERIFY_VERDICT] = { "verdict", CR_TEXT, N_("Verdict"),
	    N_("on this signer; of a file without one, on the file"), 0 },
	[CR_VERIFY_INDICATION] = { "indication", CR_TEXT, N_("Indication"),
	    N_("EN 319 102-1: TOTAL-PASSED, TOTAL-FAILED, INDETERMINATE"),
	    0 },
	[CR_VERIFY_SUBINDICATION] = { "subindication", CR_TEXT,
	    N_("Sub-indication"), N_("EN 319 102-1: why"), 0 },
	[CR_VERIFY_SUBJECT] = { "subject", CR_TEXT, N_("Signer"),
	    N_("subject of the certificate"), 0 },
	[CR_VERIFY_SIGNING_TIME] = { "signing_time", CR_TIME, N_("Signed"),
	    N_("when, as the signer says"), 0 },
	[CR_VERIFY_BEST_TIME] = { "best_time", CR_TIME, N_("Stamped"),
	    N_("before when, as a good time stamp says"), 0 },
	[CR_VERIFY_DIGEST] = { "digest", CR_TEXT, N_("Digest"),
	    N_("algorithm: sha256"), 0 },
	[CR_VERIFY_KEY] = { "key", CR_TEXT, N_("Key"),
	    N_("of the signer: RSA2048, secp256r1"), 0 },
	[CR_VERIFY_LEVEL] = { "level", CR_TEXT, N_("Level"),
	    N_("of CAdES: B, T, LT, LTA"), 0 },
	[CR_VERIFY_FILE_VERDICT] = { "file_verdict", CR_TEXT,
	    N_("File verdict"), N_("the worst of all that is in the file"),
	    0 },
	[CR_VERIFY_ISSUER] = { "issuer", CR_TEXT, N_("Issuer"),
	    N_("of the certificate"), 1 },
	[CR_VERIFY_SERIAL] = { "serial", CR_CODE, N_("Serial"),
	    N_("number of the certificate, hexadecimal"), 1 },
	[CR_VERIFY_CONTAINER] = { "container", CR_TEXT, N_("Container"),
	    N_("CMS, TSD, TSR, TST, M7M"), 1 },
	[CR_VERIFY_ENCODING] = { "encoding", CR_TEXT, N_("Encoding"),
	    N_("DER, BER-indef, base64, PEM, unknown"), 1 },
	[CR_VERIFY_ATTACHED] = { "attached", CR_BOOL, N_("Attached"),
	    N_("is the content inside?"), 1 },
	[CR_VERIFY_SHA256] = { "content_sha256", CR_CODE, N_("SHA-256"),
	    N_("of the content"), 1 },
	[CR_VERIFY_BYTES] = { "content_bytes", CR_COUNT, N_("Bytes"),
	    N_("of the content"), 1 },
	[CR_VERIFY_SIGNERS] = { "signers", CR_COUNT, N_("Signers"),
	    N_("how many"), 1 },
	[CR_VERIFY_COUNTERSIGNERS] = { "countersigners", CR_COUNT,
	    N_("Countersigners"), N_("how many"), 1 },
	[CR_VERIFY_COUNTERSIGNERS_GOOD] = { "countersigners_good", CR_COUNT,
	    N_("Good"), N_("countersignatures that hold"), 1 },
	[CR_VERIFY_TIMESTAMPS] = { "timestamps", CR_COUNT, N_("Stamps"),
	    N_("time stamps of signatures"), 1 },
	[CR_VERIFY_TIMESTAMPS_GOOD] = { "timestamps_good", CR_COUNT, N_("Good"),
	    N_("time stamps that hold"), 1 },
	[CR_VERIFY_TRAILING] = { "trailing_bytes", CR_COUNT, N_("Trailing"),
	    N_("bytes after the signed object"), 1 },
	[CR_VERIFY_STAMP_TIME] = { "stamp_time", CR_TIME, N_("Stamp"),
	    N_("time of a TSD, M7M, TSR or TST"), 1 },
	[CR_VERIFY_STAMP_AUTHORITY] = { "stamp_authority", CR_TEXT,
	    N_("Authority"), N_("who made that stamp"), 1 },
};

static void
put_instant(struct cr_printer *p, size_t i, int64_t seconds)
{
	char text[CR_TIME_SIZE];

	if (seconds != CR_TIME_NONE)
		cr_put_text_cell(p, i, cr_time_format(seconds, text));
}

static void
put_cells(struct cr_printer *p, const char *file, const struct cr_signature *s)
{
	cr_put_text_cell(p, CR_VERIFY_FILE, file);
	cr_put_text_cell(p, CR_VERIFY_VERDICT, cr_verdict_word(s->verdict));
	cr_put_text_cell(p, CR_VERIFY_FILE_VERDICT,
	    cr_verdict_word(s->verdict));
	cr_put_text_cell(p, CR_VERIFY_CONTAINER, s->container);
	cr_put_text_cell(p, CR_VERIFY_ENCODING, s->encoding);
	if (s->attached != CR_FLAG_UNKNOWN)
		cr_put_bool(p, CR_VERIFY_ATTACHED, s->attached == CR_FLAG_YES);
	if (s->has_content) {
		cr_put_text_cell(p, CR_VERIFY_SHA256, s->content_sha256);
		cr_put_count(p, CR_VERIFY_BYTES, (int64_t)s->content_bytes);
	}
	cr_put_count(p, CR_VERIFY_SIGNERS, (int64_t)s->nsigners);
	cr_put_count(p, CR_VERIFY_COUNTERSIGNERS, (int64_t)s->countersigners);
	cr_put_count(p, CR_VERIFY_COUNTERSIGNERS_GOOD,
	    (int64_t)s->countersigners_good);
	cr_put_count(p, CR_VERIFY_TIMESTAMPS, (int64_t)s->timestamps);
	cr_put_count(p, CR_VERIFY_TIMESTAMPS_GOOD,
	    (int64_t)s->timestamps_good);
	cr_put_count(p, CR_VERIFY_TRAILING, (int64_t)s->trailing_bytes);
	put_instant(p, CR_VERIFY_STAMP_TIME, s->stamp_time);
	cr_put_text_cell(p, CR_VERIFY_STAMP_AUTHORITY, s->stamp_authority);
}

static void
put_signer_cells(struct cr_printer *p, const struct cr_signer *s)
{
	cr_put_text_cell(p, CR_VERIFY_VERDICT, cr_verdict_word(s->verdict));
	cr_put_text_cell(p, CR_VERIFY_INDICATION, s->indication);
	cr_put_text_cell(p, CR_VERIFY_SUBINDICATION, s->subindication);
	cr_put_text_cell(p, CR_VERIFY_SUBJECT, s->subject);
	cr_put_text_cell(p, CR_VERIFY_ISSUER, s->issuer);
	cr_put_text_cell(p, CR_VERIFY_SERIAL, s->serial);
	put_instant(p, CR_VERIFY_SIGNING_TIME, s->signing_time);
	put_instant(p, CR_VERIFY_BEST_TIME, s->best_time);
	cr_put_text_cell(p, CR_VERIFY_DIGEST, s->digest);
	cr_put_text_cell(p, CR_VERIFY_KEY, s->key);
	cr_put_text_cell(p, CR_VERIFY_LEVEL, s->level);
}

void
cr_verify_put(struct cr_printer *p, const char *file,
    const struct cr_signature *s)
{
	size_t i = 0;

	do {
		put_cells(p, file, s);
		if (i < s->nsigners)
			put_signer_cells(p, &s->signers[i]);
		cr_print_row(p);
	} while (++i < s->nsigners);
}

static void
member(struct cr_buf *b, const char *name)
{
	char last = b->s[b->len - 1];

	if (last != '{' && last != '[')
		cr_buf_addc(b, ',');
	cr_buf_json(b, name);
	cr_buf_addc(b, ':');
}

/* What is not known is left out. */
static void
put_text(struct cr_buf *b, const char *name, const char *value)
{
	if (value == NULL)
		return;
	member(b, name);
	cr_buf_json(b, value);
}

static void
put_count(struct cr_buf *b, const char *name, uint64_t n)
{
	member(b, name);
	cr_buf_addi(b, (int64_t)n);
}

static void
put_time(struct cr_buf *b, const char *name, int64_t seconds)
{
	char text[CR_TIME_SIZE];

	if (seconds != CR_TIME_NONE)
		put_text(b, name, cr_time_format(seconds, text));
}

static void
put_signer(struct cr_buf *b, const struct cr_signer *s)
{
	if (b->s[b->len - 1] == '}')
		cr_buf_addc(b, ',');
	cr_buf_addc(b, '{');
	put_text(b, "verdict", cr_verdict_word(s->verdict));
	put_text(b, "indication", s->indication);
	put_text(b, "subindication", s->subindication);
	put_text(b, "subject", s->subject);
	put_text(b, "issuer", s->issuer);
	put_text(b, "serial", s->serial);
	put_time(b, "signing_time", s->signing_time);
	put_time(b, "best_time", s->best_time);
	put_text(b, "digest", s->digest);
	put_text(b, "key", s->key);
	put_text(b, "level", s->level);
	cr_buf_addc(b, '}');
}

static void
put_content(struct cr_buf *b, const struct cr_signature *s)
{
	if (!s->has_content)
		return;
	put_text(b, "content_sha256", s->content_sha256);
	put_count(b, "content_bytes", s->content_bytes);
}

static void
put_attached(struct cr_buf *b, enum cr_flag attached)
{
	if (attached == CR_FLAG_UNKNOWN)
		return;
	member(b, "attached");
	cr_buf_adds(b, attached == CR_FLAG_YES ? "true" : "false");
}

void
cr_verify_json(struct cr_buf *b, const char *file,
    const struct cr_signature *s)
{
	size_t i;

	cr_buf_addc(b, '{');
	put_text(b, "record", "signature");
	put_text(b, "file", file);
	put_text(b, "container", s->container);
	put_text(b, "encoding", s->encoding);
	put_attached(b, s->attached);
	put_text(b, "verdict", cr_verdict_word(s->verdict));
	put_content(b, s);
	put_count(b, "countersigners", s->countersigners);
	put_count(b, "countersigners_good", s->countersigners_good);
	put_count(b, "timestamps", s->timestamps);
	put_count(b, "timestamps_good", s->timestamps_good);
	put_count(b, "trailing_bytes", s->trailing_bytes);
	member(b, "warnings");
	cr_buf_addc(b, '[');
	for (i = 0; i < s->warnings.n; i++) {
		if (i != 0)
			cr_buf_addc(b, ',');
		cr_buf_json(b, s->warnings.v[i]);
	}
	cr_buf_addc(b, ']');
	member(b, "signers");
	cr_buf_addc(b, '[');
	for (i = 0; i < s->nsigners; i++)
		put_signer(b, &s->signers[i]);
	cr_buf_addc(b, ']');
	put_time(b, "stamp_time", s->stamp_time);
	put_text(b, "stamp_authority", s->stamp_authority);
	cr_buf_adds(b, "}\n");
}
