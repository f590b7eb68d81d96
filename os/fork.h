/* Which process are we? A generation that grows in every forked child, so that "did this process make it?" costs a
 * comparison and no system call. */
#ifndef XS_OS_FORK_H
#define XS_OS_FORK_H

#include "../xs_compat.h"

/* Registers the fork handler. Once per process, at module start-up. */
void xs_os_fork_watch(void);

/* The current generation: 0 in the process that loaded the module. */
uint32_t xs_os_generation(void);

#endif
