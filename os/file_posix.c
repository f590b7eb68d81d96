/* Reading plain files by descriptor. */
#include "sendfile.h"

#include <sys/stat.h>
#include <unistd.h>

ssize_t xs_os_pread(int file, void *buf, size_t n, zend_off_t offset)
{
	ssize_t got;
	do {
		got = pread(file, buf, n, offset);
	} while (got < 0 && errno == EINTR);
	return got;
}

bool xs_os_file_size(int file, zend_off_t *size)
{
	struct stat st;
	if (fstat(file, &st) != 0 || !S_ISREG(st.st_mode)) {
		return false;
	}
	*size = st.st_size;
	return true;
}
