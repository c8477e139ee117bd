#ifndef CR_CORE_RISK_REPORT_PAPER_H
#define CR_CORE_RISK_REPORT_PAPER_H

/* Private to the report on risk: how it becomes a document. */

#include "cr/arena.h"
#include "cr/paper.h"
#include "cr/risk_report.h"

struct rr_writing {
	const struct cr_risk *r;
	struct cr_paper *p;
	struct cr_arena *a;
	const char *language;	/* that of the user's locale */
};

/* "B"; of who has none "unrated". */
const char *cr_rr_class_name(const struct rr_writing *w, size_t number);
/* How many classes are told: unrated only where somebody was. */
size_t cr_rr_class_count(const struct cr_risk *r);

/* Ageing by class on the day; both at the ends of the months. */
void cr_rr_chart_ageing(struct rr_writing *w);
void cr_rr_chart_months(struct rr_writing *w);
void cr_rr_chart_scores(struct rr_writing *w);
void cr_rr_chart_spread(struct rr_writing *w);
void cr_rr_chart_events(struct rr_writing *w);

#endif
