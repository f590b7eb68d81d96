/* Where PHP has Io\Poll itself, from 8.6. */
#include "../core/watched.h"
#include "poll.h"

void xs_poll_startup(bool wanted)
{
	(void) wanted;
}

const char *xs_poll_provider(void)
{
	return "PHP itself";
}

void xs_watched_touched(xs_socket *sock)
{
	(void) sock;
}

void xs_watched_closing(xs_socket *sock)
{
	(void) sock;
}
