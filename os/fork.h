/* Which process are we? A generation that grows in every forked child, so that "did this process make it?"
 * costs a comparison and no system call. */
#ifndef XS_OS_FORK_H
#define XS_OS_FORK_H

#include "../xs_compat.h"

/* Registers the fork handler, once per process, at module start-up. `in_child` is called in each child of a
 * fork: it may do what a signal handler may. */
void xs_os_fork_watch(void (*in_child)(void));

/* The current generation: 0 in the process that loaded the module. */
uint32_t xs_os_generation(void);

/* Changes with each fork, in the parent as in the child: since then another process may have copies of our
 * descriptors. */
uint32_t xs_os_forks(void);

#endif
