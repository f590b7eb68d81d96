#include "fork.h"

#include <pthread.h>

/* Process-wide on purpose: written only by the child of a fork, which has one thread. */
static uint32_t generation;
static void (*tell)(void);

static void in_child(void)
{
	generation++;
	tell();
}

void xs_os_fork_watch(void (*in_child_too)(void))
{
	/* glibc and the BSDs drop a shared object's handlers when it is unloaded. The flag keeps a second
	 * start-up in the same process (an embedding server's reload without unloading) from counting forks
	 * twice. */
	static bool registered;
	tell = in_child_too;
	if (!registered) {
		registered = pthread_atfork(NULL, NULL, in_child) == 0;
	}
}

uint32_t xs_os_generation(void)
{
	return generation;
}
