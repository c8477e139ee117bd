#include "loopback.h"

#include <string.h>

#include "cr/str.h"

bool
cr_url_is_loopback(const char *url)
{
	static const char *const hosts[] = { "localhost", "127.0.0.1",
	    "[::1]", NULL };
	const char *host = strstr(url, "://"), *end;
	int i;

	if (host == NULL)
		return false;
	host += 3;
	end = host + strcspn(host, "/?#");
	if (memchr(host, '@', (size_t)(end - host)) != NULL)
		return false;
	for (i = 0; hosts[i] != NULL; i++)
		if (cr_starts(host, hosts[i]) &&
		    strchr(":/?#", host[strlen(hosts[i])]) != NULL)
			return true;
	return false;
}
