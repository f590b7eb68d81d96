/* Systems whose sendfile(2), if any, we do not know: the caller copies. */
#include "sendfile.h"

const char xs_os_sendfile_how[] = "no";

ssize_t xs_os_sendfile(php_socket_t fd, int file, zend_off_t offset, size_t n)
{
	(void) fd, (void) file, (void) offset, (void) n;
	errno = ENOSYS;
	return -1;
}
