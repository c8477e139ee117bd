#ifndef CR_POST_H
#define CR_POST_H

#include "cr/transport.h"

/*
 * Letters for who prints and posts them: a PDF each, files that go with it,
 * and a line that says to whom. A mail house gets them in a folder or over
 * SFTP; over HTTP by a provider (cr/provider.h).
 */

/*
 * Folders of letters within DIR, which must be there: one for each run, that
 * is called YYYY-MM-DD-NNN when it is complete and not before. It holds
 *
 *	FILE.pdf, FILE-1.pdf ...	the letter, and what goes with it
 *	manifest.csv, manifest.jsonl	a line for each letter
 *
 * and may be moved away. DIR/.sent keeps a small file for each letter ever
 * taken, which is what makes it sent: one that is there already was sent
 * already. A run that died leaves its folder as DIR/.open; the next one
 * completes it with what was sent. Two runs at once: CR_EBUSY.
 *
 * A line has: file, message, channel, registered, name, street, zip, city,
 * province, country, pages, bytes, sha256, attachments. Cells of the CSV that
 * a spreadsheet would compute have an apostrophe before them.
 */
int cr_transport_post_dir(struct cr *cr, const char *dir,
    struct cr_transport **out);

struct cr_sftp_opts;		/* cr/sftp.h */

/*
 * The same files by SFTP: FILE.pdf, what goes with it, and last FILE.json,
 * its line of the manifest. Each is written under another name and then
 * gets its own, so that what is there is whole; a letter whose FILE.json is
 * there was sent already. The host must be a known one.
 */
int cr_transport_sftp(struct cr *cr, const struct cr_sftp_opts *opts,
    struct cr_transport **out);

#endif
