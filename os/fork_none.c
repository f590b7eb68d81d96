#include "fork.h"

void xs_os_fork_watch(void (*in_child)(void))
{
	(void) in_child;
}

uint32_t xs_os_generation(void)
{
	return 0;
}

uint32_t xs_os_forks(void)
{
	return 0;
}
