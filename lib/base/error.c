#include "cr/error.h"

int
cr_exit_status(int error)
{
	switch (error) {
	case CR_OK:
		return CR_EXIT_DONE;
	case CR_EBUSY:
	case CR_ENET:
		return CR_EXIT_RETRY;
	case CR_EUSAGE:
		return CR_EXIT_USAGE;
	case CR_ENO:
		return CR_EXIT_NO;
	case CR_EINPUT:
	case CR_ENOTFOUND:
	case CR_EEXIST:
	case CR_EENCODING:
		return CR_EXIT_SOME;
	default:
		return CR_EXIT_FAILED;
	}
}
