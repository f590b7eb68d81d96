/* The user and group database. */
#ifndef XS_OS_USERS_H
#define XS_OS_USERS_H

#include "../xs_compat.h"

/* The id of the user or group with that name. False when there is none. May wait, for a directory service.
 * Safe with threads: getpwnam_r(3), getgrnam_r(3). */
bool xs_os_user_id(const char *name, zend_long *id);
bool xs_os_group_id(const char *name, zend_long *id);

#endif
