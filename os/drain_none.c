#include "drain.h"

enum xs_os_drained xs_os_drain(php_socket_t listener)
{
	(void) listener;
	errno = ENOSYS;
	return XS_OS_DRAIN_FAILED;
}

void xs_os_drain_undo(php_socket_t accepted)
{
	(void) accepted;
}
