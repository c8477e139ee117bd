/*
 * letters-run: letters with made up values, as the preview writes them.
 *
 *	letters-run mail N	N times as text and as HTML
 *	letters-run pdf N	N files on paper
 *	letters-run show FORM	one of them: text or html
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/dun_files.h"
#include "cr/letter_preview.h"
#include "cr/tool.h"

static int
write_one(struct cr *cr, const struct cr_dun_files *f,
    enum cr_letter_form form, struct cr_buf *out)
{
	struct cr_preview p = { "messa-in-mora", "it", CR_CHANNEL_PEC, form,
		0 };

	cr_buf_clear(out);
	return cr_letter_preview(cr, f, &p, out);
}

int
main(int argc, char **argv)
{
	struct cr cr;
	struct cr_dun_files f;
	struct cr_buf out;
	bool pdf = argc > 2 && strcmp(argv[1], "pdf") == 0;
	bool show = argc > 2 && strcmp(argv[1], "show") == 0;
	int i, n = argc > 2 && !show ? atoi(argv[2]) : 0, err;

	if (argc < 3)
		return 2;
	cr_init(&cr, "letters-run");
	cr.today = (struct cr_date){ 20726 };	/* 2026-09-30 */
	cr_buf_init(&out);
	err = cr_dun_files_open(&cr, NULL, NULL, getenv("CR_SHARE"), &f);
	for (i = 0; i < n && err == CR_OK; i++) {
		err = write_one(&cr, &f, pdf ? CR_LETTER_AS_PDF :
		    CR_LETTER_AS_TEXT, &out);
		if (err == CR_OK && !pdf)
			err = write_one(&cr, &f, CR_LETTER_AS_HTML, &out);
	}
	if (err == CR_OK && show)
		err = write_one(&cr, &f, strcmp(argv[2], "html") == 0 ?
		    CR_LETTER_AS_HTML : CR_LETTER_AS_TEXT, &out);
	if (show)
		fwrite(out.s, 1, out.len, stdout);
	if (err != CR_OK)
		fprintf(stderr, "%s\n", cr_errmsg(&cr));
	cr_dun_files_close(&f);
	cr_buf_release(&out);
	cr_release(&cr);
	return err == CR_OK ? 0 : 3;
}
