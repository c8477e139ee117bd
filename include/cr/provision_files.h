#ifndef CR_PROVISION_FILES_H
#define CR_PROVISION_FILES_H

#include "cr/config.h"
#include "cr/law.h"
#include "cr/model.h"
#include "cr/provision_model.h"

struct cr;

/* The files that a provision is made with. */
struct cr_provision_files {
	struct cr_config config;
	struct cr_provision_model *model;
	struct cr_model *rating;	/* that comes with cr */
	struct cr_law law;
};

/*
 * Read the configuration CONFIG (NULL: none), and the model and the figures
 * of the law that MODEL and LAW name, or else it does, or else those in the
 * folder SHARE. F is released by the caller, also after an error.
 */
int cr_provision_files_load(struct cr *cr, const char *share,
    const char *config, const char *model, const char *law,
    struct cr_provision_files *f);
void cr_provision_files_release(struct cr_provision_files *f);

#endif
