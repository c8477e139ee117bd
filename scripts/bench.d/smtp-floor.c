/*
 * smtp-floor PORT N BYTES: the least that sending costs: N mails of BYTES
 * to 127.0.0.1 by libcurl, over one connection, with no ledger.
 */
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct mail {
	char *text;
	size_t n, at;
};

static size_t
on_read(char *to, size_t size, size_t n, void *ctx)
{
	struct mail *m = ctx;
	size_t k = m->n - m->at;

	if (k > size * n)
		k = size * n;
	memcpy(to, m->text + m->at, k);
	m->at += k;
	return k;
}

int
main(int argc, char **argv)
{
	static const char header[] = "From: <a@b.example>\r\n"
	    "To: <c@d.example>\r\nSubject: x\r\n\r\n";
	static const char line[] = "FV2026/1234   30/06/2026   1.234,56\r\n";
	struct curl_slist *to = curl_slist_append(NULL, "<c@d.example>");
	struct mail m = { NULL, 0, 0 };
	CURL *curl = curl_easy_init();
	char url[64];
	long i, n;
	size_t bytes;

	if (argc != 4 || curl == NULL)
		return 2;
	n = strtol(argv[2], NULL, 10);
	bytes = (size_t)strtol(argv[3], NULL, 10);
	if ((m.text = malloc(bytes + sizeof(header) + sizeof(line))) == NULL)
		return 3;
	memcpy(m.text, header, m.n = sizeof(header) - 1);
	for (; m.n < bytes; m.n += sizeof(line) - 1)
		memcpy(m.text + m.n, line, sizeof(line) - 1);
	snprintf(url, sizeof(url), "smtp://127.0.0.1:%s", argv[1]);
	curl_easy_setopt(curl, CURLOPT_URL, url);
	curl_easy_setopt(curl, CURLOPT_MAIL_FROM, "<a@b.example>");
	curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to);
	curl_easy_setopt(curl, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(curl, CURLOPT_READFUNCTION, on_read);
	curl_easy_setopt(curl, CURLOPT_READDATA, &m);
	for (i = 0; i < n; i++) {
		m.at = 0;
		if (curl_easy_perform(curl) != CURLE_OK)
			return 1;
	}
	curl_easy_cleanup(curl);
	curl_slist_free_all(to);
	free(m.text);
	return 0;
}
