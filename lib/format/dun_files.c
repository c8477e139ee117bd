#include "cr/dun_files.h"

#include "cr/buf.h"
#include "cr/cr.h"
#include "cr/holidays_file.h"
#include "cr/letter.h"
#include "cr/policy.h"
#include "cr/rates_file.h"

/* A file that is named and is not there is wrong usage. */
static int
must_be(int err)
{
	return err == CR_ENOTFOUND ? CR_EUSAGE : err;
}

int
cr_dun_files_open(struct cr *cr, const char *config, const char *policy,
    const char *share, struct cr_dun_files *out)
{
	struct cr_buf path;
	int err;

	*out = (struct cr_dun_files){ .share = share };
	if ((err = cr_config_load(cr, config, &out->config)) != CR_OK)
		return must_be(err);
	cr_buf_init(&path);
	if (policy == NULL)
		policy = out->config.policy;
	if (policy == NULL) {
		cr_buf_addf(&path, "%s/policies/italian.conf", share);
		policy = path.s;
	}
	err = must_be(cr_policy_load(cr, policy, &out->set));
	cr_buf_clear(&path);
	cr_buf_addf(&path, "%s/templates", share);
	out->letters = cr_letters_new(&out->config, path.s);
	cr_buf_release(&path);
	if (err == CR_OK)
		err = cr_calendar_load(cr, share, &out->config, NULL,
		    &out->calendar);
	if (err == CR_OK && out->set->interest)
		err = cr_rates_load(cr, share, out->config.rates,
		    &out->rates);
	return err;
}

void
cr_dun_files_close(struct cr_dun_files *f)
{
	cr_letters_free(f->letters);
	cr_calendar_release(&f->calendar);
	cr_rates_release(&f->rates);
	cr_policy_free(f->set);
	cr_config_release(&f->config);
}
