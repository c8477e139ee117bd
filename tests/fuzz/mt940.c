/* MT940 and MT942; other formats have targets of their own. */
#include "told.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size >= 4 && memcmp(data, ":20:", 4) == 0 &&
	    memchr(data, '\0', size) == NULL)
		read_told(data, size);
	return 0;
}
