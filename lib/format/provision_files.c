#include "cr/provision_files.h"

#include "cr/cr.h"

int
cr_provision_files_load(struct cr *cr, const char *share,
    const char *config, const char *model, const char *law,
    struct cr_provision_files *f)
{
	int err;

	f->model = NULL;
	f->rating = NULL;
	cr_law_init(&f->law);
	if ((err = cr_config_load(cr, config, &f->config)) != CR_OK)
		return err;
	if (model == NULL)
		model = f->config.provision.model;
	if (law == NULL)
		law = f->config.provision.law;
	if ((err = cr_law_load(cr, share, law, &f->law)) != CR_OK ||
	    (err = cr_model_share(cr, share, &f->rating)) != CR_OK)
		return err;
	return model != NULL ? cr_provision_model_load(cr, model, &f->model) :
	    cr_provision_model_share(cr, share, &f->model);
}

void
cr_provision_files_release(struct cr_provision_files *f)
{
	cr_provision_model_free(f->model);
	cr_model_free(f->rating);
	cr_law_release(&f->law);
	cr_config_release(&f->config);
}
