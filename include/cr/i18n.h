#ifndef CR_I18N_H
#define CR_I18N_H

#include <libintl.h>

/*
 * Messages and headings are translated, contracts (column names, states,
 * keys, JSON) never are. N_() marks what is translated where it is used;
 * P_() chooses by a number.
 */
#define CR_TEXT_DOMAIN "cr"
#define _(s) dgettext(CR_TEXT_DOMAIN, s)
#define N_(s) s
#define P_(one, many, n) dngettext(CR_TEXT_DOMAIN, one, many, n)

#endif
