#include "cr/dun_fields.h"

#include "cr/i18n.h"
#include "cr/print.h"

enum { MSG, DEBTOR, NAME, CHANNEL, ADDRESS, LEVEL, ITEMS, NET, CURRENCY,
    STATE, ACTION, NOTICE, BESIDE };

const struct cr_field cr_dun_message_fields[CR_DUN_MESSAGE_FIELDS] = {
	[MSG] = { "msg", CR_KEY, N_("Message"), N_("the message"), 0 },
	[DEBTOR] = { "party", CR_KEY, N_("Party"), N_("the debtor"), 0 },
	[NAME] = { "name", CR_TEXT, N_("Name"), N_("its name"), 0 },
	[CHANNEL] = { "channel", CR_TEXT, N_("Channel"),
	    N_("email, pec, sms, ..., task"), 0 },
	[ADDRESS] = { "address", CR_TEXT, N_("Address"),
	    N_("where it goes"), 0 },
	[LEVEL] = { "level", CR_TEXT, N_("Level"),
	    N_("the highest among its items"), 0 },
	[ITEMS] = { "items", CR_COUNT, N_("Items"),
	    N_("how many it claims"), 0 },
	[NET] = { "net_cents", CR_CENTS, N_("Net"),
	    N_("claim less credits"), 0 },
	[CURRENCY] = { "currency", CR_TEXT, N_("Currency"),
	    N_("of the amount"), 0 },
	[STATE] = { "state", CR_TEXT, N_("State"),
	    N_("of the notice: prepared, or pending an approval"), 0 },
	[ACTION] = { "action", CR_TEXT, N_("Action"),
	    N_("new, or kept from an earlier run"), 0 },
	[NOTICE] = { "notice", CR_KEY, N_("Notice"), N_("the notice"), 1 },
	[BESIDE] = { "beside_cents", CR_CENTS, N_("Beside"),
	    N_("interest, fees and charges asked beside it"), 1 },
};

enum { P_ITEM, P_DEBTOR, P_DUE, P_OPEN, P_CLAIM, P_CURRENCY, P_POLICY,
    P_LEVEL, P_REASON, P_HOLD, P_NEXT, P_STOP };

const struct cr_field cr_dun_item_fields[CR_DUN_ITEM_FIELDS] = {
	[P_ITEM] = { "item", CR_KEY, N_("Item"), N_("the item"), 0 },
	[P_DEBTOR] = { "party", CR_KEY, N_("Party"), N_("the debtor"), 0 },
	[P_DUE] = { "due", CR_DATE, N_("Due"), N_("due date"), 0 },
	[P_OPEN] = { "open_cents", CR_CENTS, N_("Open"),
	    N_("its balance"), 0 },
	[P_CLAIM] = { "claim_cents", CR_CENTS, N_("Claim"),
	    N_("balance less holds"), 0 },
	[P_CURRENCY] = { "currency", CR_TEXT, N_("Currency"),
	    N_("of the amounts"), 0 },
	[P_POLICY] = { "policy", CR_TEXT, N_("Policy"),
	    N_("that applies"), 0 },
	[P_LEVEL] = { "level", CR_TEXT, N_("Level"), N_("taken or next"), 0 },
	[P_REASON] = { "reason", CR_TEXT, N_("Reason"),
	    N_("why it was taken or left"), 0 },
	[P_HOLD] = { "hold", CR_TEXT, N_("Hold"), N_("its kind"), 0 },
	[P_NEXT] = { "next", CR_DATE, N_("Next"),
	    N_("the day its level comes"), 0 },
	[P_STOP] = { "stop", CR_TEXT, N_("Stop"),
	    N_("yes: a level that was done stops orders"), 1 },
};

void
cr_dun_put_message(void *ctx, const struct cr_dun_row *r)
{
	struct cr_printer *p = ctx;

	cr_put_key(p, MSG, CR_KEY_MESSAGE, r->message);
	cr_put_key(p, DEBTOR, CR_KEY_PARTY, r->debtor);
	cr_put_text_cell(p, NAME, r->name);
	cr_put_text_cell(p, CHANNEL, r->channel);
	cr_put_text_cell(p, ADDRESS, *r->address ? r->address : NULL);
	cr_put_text_cell(p, LEVEL, r->level_name);
	cr_put_count(p, ITEMS, (int64_t)r->items);
	cr_put_cents(p, NET, r->net);
	cr_put_text_cell(p, CURRENCY, r->currency);
	cr_put_text_cell(p, STATE, r->state);
	cr_put_text_cell(p, ACTION, r->action);
	cr_put_key(p, NOTICE, CR_KEY_NOTICE, r->notice);
	cr_put_cents(p, BESIDE, r->beside);
	cr_print_row(p);
}

void
cr_dun_put_item(void *ctx, const struct cr_dun_item *it)
{
	struct cr_printer *p = ctx;

	cr_put_key(p, P_ITEM, CR_KEY_ITEM, it->item);
	cr_put_key(p, P_DEBTOR, CR_KEY_PARTY, it->debtor);
	cr_put_date(p, P_DUE, it->due);
	cr_put_cents(p, P_OPEN, it->open);
	cr_put_cents(p, P_CLAIM, it->claim);
	cr_put_text_cell(p, P_CURRENCY, it->currency);
	cr_put_text_cell(p, P_POLICY, it->choice.policy ?
	    it->choice.policy->name : NULL);
	cr_put_text_cell(p, P_LEVEL, it->level ? it->level->name : NULL);
	cr_put_text_cell(p, P_REASON, cr_dun_reason_word(it->reason));
	if (it->held_whole || it->held.cents != 0)
		cr_put_text_cell(p, P_HOLD, cr_hold_word(it->hold));
	cr_put_date(p, P_NEXT, it->next);
	cr_put_text_cell(p, P_STOP, it->stop_orders ? "yes" : NULL);
	cr_print_row(p);
}
