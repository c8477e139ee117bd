#include "cr/tool.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cr/words.h"

int
cr_tool_words(struct cr *cr, int argc, char **argv, struct cr_words *words)
{
	struct stat st;
	int i;

	*words = (struct cr_words){ 0 };
	if (optind == argc && (fstat(STDIN_FILENO, &st) != 0 ||
	    S_ISCHR(st.st_mode)))
		return CR_OK;
	if (optind == argc || (argc - optind == 1 &&
	    strcmp(argv[optind], "-") == 0))
		return cr_words_read(cr, words, stdin);
	for (i = optind; i < argc; i++)
		cr_words_add(words, argv[i], strlen(argv[i]));
	return CR_OK;
}
