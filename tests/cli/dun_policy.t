#!/bin/sh
# Whose policy, through which channel, how often: dunning of a small ledger.
. "$(dirname "$0")/lib.sh"
. "$TOP/tests/cli/dun.sh"
CR_TODAY=2026-09-30
export CR_TODAY
mkdir out
plan() { cr-dun -n --all --plan -H -o "$1" | tr '\t' ' '; }
echo 'dunning { policy = "policy.conf" }' >>cr.conf

# --- scopes: the class of the rating, agent, depot
ledger 5
ask "INSERT INTO party (id, space, code, name, run) VALUES
    (3, 'depot', 'D1', 'Magazzino', 1);
UPDATE party SET agent = 2 WHERE id IN (102, 103);
UPDATE party SET depot = 3 WHERE id IN (103, 104);
INSERT INTO rating_model VALUES ('m', 'm', '', 1);
INSERT INTO rating (party, day, model, class, score, currency, items, unpaid,
    overdue_cents, exposure_cents, credits_cents, run) VALUES
    (105, @2026-08-01, 'm', 'A', 90, 'EUR', 1, 0, 0, 0, 0, 1),
    (105, @2026-09-01, 'm', 'D', 20, 'EUR', 1, 0, 0, 0, 0, 1),
    (105, @2026-12-01, 'm', 'A', 90, 'EUR', 1, 0, 0, 0, 0, 1)"
cat >policy.conf <<'P'
policy usual { level a { days = 5 template = sollecito-1 } }
policy firm { level b { days = 5 template = sollecito-2 } }
default = usual
apply risky { segment = { D, E } policy = firm }
apply depot { depot = D1 policy = none }
apply agent { agent = AG1 policy = firm }
P
is 'the first that is set: segment, agent, depot' "$(plan party,policy)" \
'pty:101 usual
pty:102 firm
pty:103 firm
pty:104 -
pty:105 firm'
is 'a class counts on its day' "$(CR_TODAY=2026-12-02 plan party,policy |
    tail -1)" 'pty:105 usual'

# --- a message that fails for good goes the next way, once, no step further
cat >policy.conf <<'P'
policy p {
	level a {
		days = 5
		template = sollecito-2
		channels = { email, task }
		grant = 30
		fee = 7.00
		approve = yes
	}
	level b { days = 8 template = sollecito-2 channels = task }
}
P
ledger 1
cr-dun -q --all >x && cr-dun -q --approve not:1 && cr-send -q --eml out \
    --all >x
is 'it is sent' "$(ask "SELECT state FROM notice")" sent
CR_TODAY=2026-10-01
is 'nothing more to do' "$(cr-dun --all -H; plan reason)" term
ask "UPDATE message SET state = 'failed', reason = '5.1.1' WHERE id = 1;
INSERT INTO attempt (message, started, ended, header, sha256, outcome, code,
    run) SELECT 1, '2026-10-01T06:00:00Z', '2026-10-01T06:00:01Z', '', '',
    'failed', 550, 1" 2>/dev/null ||
ask "UPDATE message SET state = 'failed', reason = '5.1.1' WHERE id = 1"
is 'what came back is made again, without asking' \
    "$(cr-dun --all -H -o level,channel,state,action | tr '\t' ' ')" 'a task prepared new'
is 'in its place, with its fee' "$(ask "SELECT state, replaced_by FROM notice
    WHERE id = 1; SELECT state, notice FROM claim" | tr '|' ' ')" \
'cancelled 2
superseded 1
open 2'
is 'once' "$(cr-dun --all -H -o action)" kept

# --- no more than so many in a week
cat >policy.conf <<'P'
policy p {
	per-week = 1
	interval = 1
	keep-spacing = no
	level a { days = 5 template = sollecito-1 }
	level b { days = 6 template = sollecito-1 }
}
P
ledger 1
CR_TODAY=2026-09-30
cr-dun -q --all >x && cr-send -q --all --eml out >x
for CR_TODAY in 2026-10-01 2026-10-06 2026-10-07; do plan reason,next; done >got
is 'the week is over after seven days' "$(cat got)" \
'per-week 2026-10-07
per-week 2026-10-07
taken 2026-10-01'

# --- a call waits for a day on which people may be called
cat >policy.conf <<'P'
policy p { level a { days = 14 template = telefonata channels = phone } }
P
ask "INSERT INTO contact (party, channel, address, run) VALUES
    (101, 'phone', '049 123456', 1); UPDATE notice SET state = 'cancelled',
    ended_by = 1"
CR_TODAY=2026-10-04	# a Sunday, and San Francesco
is 'nobody is called on a Sunday' "$(plan reason,next)" 'contact 2026-10-05'
CR_TODAY=2026-10-05
is 'but on Monday' "$(cr-dun --all -H -o channel,level | tr '\t' ' ')" \
    'phone a'

# --- the manual's own example
awk '/^[.]Sh EXAMPLES/ { e = 1 } /^[.]Ed/ && b { exit } b
    e && /^[.]Bd/ { b = 1 }' "$TOP/man/cr-policy.5" >example.conf
out cr-config --check --config /dev/null --policy example.conf
is 'is right' "$status:$stdout:$(printf '%s' "$stderr" |
    grep -v 'such messages wait')" 0::
out cr-config --simulate --config /dev/null --policy example.conf -H -o level
like 'and does what it says' "$stdout" messa-in-mora
like 'also to what came back' "$stdout" richiamo
done_testing
