/* SO_PEERCRED. */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include "fds.h"

bool xs_os_peer_credentials(php_socket_t fd, long *pid, long *uid, long *gid)
{
	struct ucred peer;
	socklen_t len = sizeof(peer);
	if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &len) != 0) {
		return false;
	}
	if (peer.uid == (uid_t) -1) { /* nobody, as on a datagram socket */
		errno = ENOTCONN;
		return false;
	}
	*pid = peer.pid;
	*uid = (long) peer.uid;
	*gid = (long) peer.gid;
	return true;
}
