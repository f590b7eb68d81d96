/* sendfile(2) of Linux. */
#include "sendfile.h"

#include <signal.h>
#include <sys/sendfile.h>

const char xs_os_sendfile_how[] = "yes";

#define MOST 0x7ffff000 /* what one call transfers */

/* sendfile(2) has no MSG_NOSIGNAL: SIGPIPE is held back in this thread, and one that our call raised is taken
 * away again. */
ssize_t xs_os_sendfile(php_socket_t fd, int file, zend_off_t offset, size_t n)
{
	static const struct timespec now = { 0, 0 };
	sigset_t pipe_only, former, pending;
	off_t at = offset;

	sigemptyset(&pipe_only);
	sigaddset(&pipe_only, SIGPIPE);
	pthread_sigmask(SIG_BLOCK, &pipe_only, &former);
	ssize_t sent = sendfile(fd, file, &at, MIN(n, MOST));
	int code = errno;
	if (sent < 0 && code == EPIPE && !sigismember(&former, SIGPIPE)) {
		sigpending(&pending);
		if (sigismember(&pending, SIGPIPE)) {
			sigtimedwait(&pipe_only, NULL, &now);
		}
	}
	if (!sigismember(&former, SIGPIPE)) {
		pthread_sigmask(SIG_UNBLOCK, &pipe_only, NULL);
	}
	errno = code;
	return sent;
}
