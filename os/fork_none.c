#include "fork.h"

void xs_os_fork_watch(void)
{
}

uint32_t xs_os_generation(void)
{
	return 0;
}
