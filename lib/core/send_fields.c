#include "cr/send_fields.h"

#include <stdio.h>

#include "cr/i18n.h"
#include "cr/print.h"

enum { MSG, DEBTOR, CHANNEL, ADDRESS, STATE, CODE, ANSWER, MESSAGE_ID,
    TRACKING };

const struct cr_field cr_send_fields[CR_SEND_FIELDS] = {
	[MSG] = { "msg", CR_KEY, N_("Message"), N_("the message"), 0 },
	[DEBTOR] = { "party", CR_KEY, N_("Party"), N_("the debtor"), 0 },
	[CHANNEL] = { "channel", CR_TEXT, N_("Channel"),
	    N_("the way it goes"), 0 },
	[ADDRESS] = { "address", CR_TEXT, N_("Address"),
	    N_("where it went"), 0 },
	[STATE] = { "state", CR_TEXT, N_("State"), N_("sent; prepared: to be "
	    "tried again; failed; unknown"), 0 },
	[CODE] = { "code", CR_CODE, N_("Code"), N_("the server's reply"), 0 },
	[ANSWER] = { "answer", CR_TEXT, N_("Answer"), N_("its words"), 0 },
	[MESSAGE_ID] = { "message_id", CR_TEXT, N_("Message-ID"),
	    N_("as in the mail"), 0 },
	[TRACKING] = { "tracking", CR_TEXT, N_("Tracking"),
	    N_("the provider's number for it"), 0 },
};

void
cr_send_put(void *ctx, const struct cr_send_row *r)
{
	struct cr_printer *p = ctx;
	char code[16];

	cr_put_key(p, MSG, CR_KEY_MESSAGE, r->message);
	cr_put_key(p, DEBTOR, CR_KEY_PARTY, r->debtor);
	cr_put_text_cell(p, CHANNEL, r->channel);
	cr_put_text_cell(p, ADDRESS, *r->address ? r->address : NULL);
	cr_put_text_cell(p, STATE, r->state);
	snprintf(code, sizeof(code), "%d", r->code);
	cr_put_text_cell(p, CODE, r->code != 0 ? code : NULL);
	cr_put_text_cell(p, ANSWER, *r->answer ? r->answer : NULL);
	cr_put_text_cell(p, MESSAGE_ID, r->message_id);
	cr_put_text_cell(p, TRACKING, *r->tracking ? r->tracking : NULL);
	cr_print_row(p);
}
