#include "fds.h"

bool xs_os_peer_credentials(php_socket_t fd, long *pid, long *uid, long *gid)
{
	(void) fd, (void) pid, (void) uid, (void) gid;
	errno = ENOSYS;
	return false;
}
