/* getpeereid(3) of the BSDs and macOS; the latter tells the process, too. */
#include "fds.h"

#include <sys/types.h>
#include <unistd.h>

bool xs_os_peer_credentials(php_socket_t fd, long *pid, long *uid, long *gid)
{
	uid_t u;
	gid_t g;
	if (getpeereid(fd, &u, &g) != 0) {
		return false;
	}
	*pid = -1;
#ifdef LOCAL_PEERPID
	pid_t p;
	socklen_t len = sizeof(p);
	if (getsockopt(fd, 0 /* SOL_LOCAL */, LOCAL_PEERPID, &p, &len) == 0) {
		*pid = p;
	}
#endif
	*uid = (long) u;
	*gid = (long) g;
	return true;
}
