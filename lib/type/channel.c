#include "cr/channel.h"

#include <string.h>

static const struct cr_channel_facts facts[CR_CHANNELS] = {
	[CR_CHANNEL_EMAIL] = { .word = "email", .contacts = { "email" },
	    .media = CR_MEDIA_MAIL, .needs_address = true },
	[CR_CHANNEL_PEC] = { .word = "pec", .contacts = { "pec" },
	    .media = CR_MEDIA_MAIL, .needs_address = true,
	    .tells_arrival = true },
	[CR_CHANNEL_SMS] = { .word = "sms", .contacts = { "mobile" },
	    .media = CR_MEDIA_TEXT, .needs_address = true },
	[CR_CHANNEL_FAX] = { .word = "fax", .contacts = { "fax" },
	    .media = CR_MEDIA_PDF, .needs_address = true },
	[CR_CHANNEL_LETTER] = { .word = "letter", .media = CR_MEDIA_PDF,
	    .postal = true, .needs_address = true },
	[CR_CHANNEL_REGISTERED] = { .word = "registered",
	    .media = CR_MEDIA_PDF, .postal = true, .needs_address = true,
	    .tells_arrival = true },
	[CR_CHANNEL_PHONE] = { .word = "phone",
	    .contacts = { "phone", "mobile" }, .media = CR_MEDIA_TEXT,
	    .person = true, .needs_address = true },
	[CR_CHANNEL_VISIT] = { .word = "visit", .media = CR_MEDIA_TEXT,
	    .postal = true, .person = true, .needs_address = true },
	[CR_CHANNEL_TASK] = { .word = "task",
	    .contacts = { "phone", "mobile" }, .media = CR_MEDIA_TEXT,
	    .person = true },
};

const struct cr_channel_facts *
cr_channel_facts(enum cr_channel channel)
{
	return &facts[channel];
}

const char *
cr_channel_word(enum cr_channel channel)
{
	return facts[channel].word;
}

bool
cr_channel_parse(const char *word, enum cr_channel *out)
{
	int i;

	for (i = 0; i < CR_CHANNELS; i++)
		if (strcmp(facts[i].word, word) == 0) {
			*out = (enum cr_channel)i;
			return true;
		}
	return false;
}
