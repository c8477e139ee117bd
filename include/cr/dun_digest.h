#ifndef CR_DUN_DIGEST_H
#define CR_DUN_DIGEST_H

#include "cr/dun_run.h"

/*
 * Tell each agent and each depot by mail what was prepared for their
 * debtors on the clock's day: a message for each, that belongs to no notice,
 * by the texts riepilogo-agente and riepilogo-deposito. One that waits and
 * is not right any more is replaced; who has got his is not told again. SINK
 * is told of new and kept ones, after the commit. Who has no address is told
 * with cr_refuse().
 */
int cr_dun_digests(struct cr *cr, struct cr_letters *letters,
    const struct cr_dun_sink *sink);

#endif
