#ifndef CR_ERROR_H
#define CR_ERROR_H

/*
 * Expected failures. A function that can fail returns 0 (or a count) when it
 * went well and one of these when not; the message, set once where the facts
 * are known, is read with cr_errmsg().
 */
enum cr_error {
	CR_OK = 0,
	CR_ENOTFOUND = -1,	/* no such file, party, item, ... */
	CR_EEXIST = -2,		/* it is there already */
	CR_EBUSY = -3,		/* another run holds the ledger: try again */
	CR_EINPUT = -4,		/* what was read is not right */
	CR_ELIMIT = -5,		/* too large, too deep, too many, overflow */
	CR_EUSAGE = -6,		/* wrong option, configuration or policy */
	CR_ESYSTEM = -7,	/* the machine or the ledger failed */
	CR_EVERSION = -8,	/* the ledger is of a newer cr, or of none */
	CR_ENET = -9,		/* a server is down or refuses: try again */
	CR_EENCODING = -10,	/* bytes are not in the declared encoding */
	CR_ENO = -11,		/* the answer is no: verification failed */
};

/* Exit statuses, the same in all tools; cr(7) explains them. */
enum cr_exit {
	CR_EXIT_DONE = 0,	/* done, or nothing to do */
	CR_EXIT_SOME = 1,	/* some records refused, the others done */
	CR_EXIT_USAGE = 2,	/* wrong usage or configuration */
	CR_EXIT_FAILED = 3,	/* nothing done */
	CR_EXIT_NO = 4,		/* the answer is no */
	CR_EXIT_RETRY = 75,	/* busy or network down: try again later */
};

/* The exit status that tells ERROR (0 or an enum cr_error) to the shell. */
int cr_exit_status(int error);

#endif
