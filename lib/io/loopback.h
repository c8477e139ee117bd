#ifndef LOOPBACK_H
#define LOOPBACK_H

#include <stdbool.h>

/* Is the server of URL this machine, and nobody named in it? */
bool cr_url_is_loopback(const char *url);

#endif
