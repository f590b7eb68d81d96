/* Plain files by descriptor. */
#include "sendfile.h"

#include <fcntl.h>
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
	char first;
	*size = st.st_size == 0 && xs_os_pread(file, &first, 1, 0) == 1 ? -1 : st.st_size;
	return true;
}

FILE *xs_os_append_private(const char *path)
{
	int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
	FILE *f = fd >= 0 ? fdopen(fd, "a") : NULL;
	if (fd >= 0 && f == NULL) {
		close(fd);
	}
	return f;
}
