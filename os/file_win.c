/* Plain files by descriptor of the C library. */
#include "sendfile.h"

#include <io.h>
#include <sys/stat.h>

ssize_t xs_os_pread(int file, void *buf, size_t n, zend_off_t offset)
{
	OVERLAPPED at = { .Offset = (DWORD) offset, .OffsetHigh = (DWORD) ((uint64_t) offset >> 32) };
	DWORD got;
	if (ReadFile((HANDLE) _get_osfhandle(file), buf, (DWORD) MIN(n, INT_MAX), &got, &at)) {
		return (ssize_t) got;
	}
	if (GetLastError() == ERROR_HANDLE_EOF) {
		return 0;
	}
	WSASetLastError(WSAEINVAL);
	return -1;
}

bool xs_os_file_size(int file, zend_off_t *size)
{
	struct __stat64 st;
	if (_fstat64(file, &st) != 0 || (st.st_mode & S_IFMT) != S_IFREG) {
		return false;
	}
	*size = st.st_size;
	return true;
}

FILE *xs_os_append_private(const char *path)
{
	return fopen(path, "abN"); /* who may read it says the folder */
}
