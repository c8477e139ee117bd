#include "cr/tool.h"

#include <string.h>
#include <unistd.h>

/* The ending tells the form: "statement.pdf". ".txt" is text. */
static void
by_ending(enum cr_format *form, const char *file)
{
	const char *dot = strrchr(file, '.');

	if (dot == NULL || strcmp(dot, ".txt") == 0 ||
	    !cr_format_parse(dot + 1, form))
		*form = CR_FORMAT_TEXT;
}

void
cr_tool_document(struct cr *cr, struct cr_shared *sh,
    const struct cr_tool *tool, const char *file, const char *dir)
{
	enum cr_format *form = &sh->print.format;
	bool terminal = file == NULL && dir == NULL && isatty(STDOUT_FILENO);

	if (file != NULL && dir != NULL)
		cr_tool_usage(cr, tool, "-O and --dir exclude each other");
	if (*form == CR_FORMAT_AUTO && file != NULL)
		by_ending(form, file);
	if (*form == CR_FORMAT_AUTO)
		*form = dir != NULL ? CR_FORMAT_PDF : terminal ?
		    CR_FORMAT_TEXT : CR_FORMAT_TSV;
	if (!CR_FORMAT_IS_DOCUMENT(*form) && (file != NULL || dir != NULL))
		cr_tool_usage(cr, tool, "-O and --dir write documents: text, "
		    "html, pdf");
	if (*form == CR_FORMAT_PDF && terminal)
		cr_tool_usage(cr, tool, "a terminal shows no PDF: -O names a "
		    "file");
}
