#include "fork.h"

#include <pthread.h>

/* Process-wide on purpose. The generation is written only by the child of a fork, which has one thread; in a
 * parent with threads a lost count changes nothing, the number has changed all the same. */
static uint32_t generation, forks;
static void (*tell)(void);

static void in_parent(void)
{
	forks++;
}

static void in_child(void)
{
	generation++;
	forks++;
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
		registered = pthread_atfork(NULL, in_parent, in_child) == 0;
	}
}

uint32_t xs_os_generation(void)
{
	return generation;
}

uint32_t xs_os_forks(void)
{
	return forks;
}
