#ifndef CR_LOCK_H
#define CR_LOCK_H

struct cr;

/*
 * One at a time: a lock on the file PATH, made if need be. It ends with the
 * process, however that ends. *FD is for cr_lock_drop(). CR_EBUSY when
 * another process has it.
 */
int cr_lock_take(struct cr *cr, const char *path, int *fd);
void cr_lock_drop(int fd);

#endif
