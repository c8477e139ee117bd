#include "cr/bank_terms.h"

#include <string.h>

static const char *const words[] = { "credited", "paid", "nothing" };

const char *
cr_bill_silence_word(enum cr_bill_silence silence)
{
	return words[silence];
}

bool
cr_bill_silence_parse(const char *word, enum cr_bill_silence *out)
{
	int i;

	for (i = 0; i < (int)(sizeof(words) / sizeof(words[0])); i++)
		if (strcmp(words[i], word) == 0) {
			*out = (enum cr_bill_silence)i;
			return true;
		}
	return false;
}
