#include "users.h"

#include <grp.h>
#include <pwd.h>

/* A group's entry lists its members: it grows until it fits. */
#define ENTRY_START 1024
#define ENTRY_MOST (1024 * 1024)

bool xs_os_user_id(const char *name, zend_long *id)
{
	struct passwd entry, *found = NULL;
	for (size_t size = ENTRY_START; size <= ENTRY_MOST; size *= 4) {
		char *text = emalloc(size);
		int code = getpwnam_r(name, &entry, text, size, &found);
		efree(text);
		if (code != ERANGE) {
			break;
		}
	}
	if (found) {
		*id = (zend_long) entry.pw_uid;
	}
	return found != NULL;
}

bool xs_os_group_id(const char *name, zend_long *id)
{
	struct group entry, *found = NULL;
	for (size_t size = ENTRY_START; size <= ENTRY_MOST; size *= 4) {
		char *text = emalloc(size);
		int code = getgrnam_r(name, &entry, text, size, &found);
		efree(text);
		if (code != ERANGE) {
			break;
		}
	}
	if (found) {
		*id = (zend_long) entry.gr_gid;
	}
	return found != NULL;
}
