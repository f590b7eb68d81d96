#include "ktls.h"

bool xs_os_ktls_available(void)
{
	return false;
}

bool xs_os_ktls_start(php_socket_t fd, const void *keys)
{
	(void) fd, (void) keys;
	return false;
}

ssize_t xs_os_ktls_send_record(php_socket_t fd, unsigned char type, const void *buf, size_t n)
{
	(void) fd, (void) type, (void) buf, (void) n;
	errno = ENOSYS;
	return -1;
}
