#include "drain.h"

int xs_os_drain(php_socket_t listener)
{
	(void) listener;
	errno = ENOSYS;
	return -1;
}
