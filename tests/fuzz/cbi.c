/* Flows of CBI; other formats have targets of their own. */
#include "told.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const first[] = { " RH", " IB", " IM", " IR" };
	size_t i;

	if (size < 20 || memchr(data, '\0', size) != NULL)
		return 0;
	for (i = 0; i < sizeof(first) / sizeof(*first); i++)
		if (memcmp(data, first[i], 3) == 0)
			read_told(data, size);
	return 0;
}
