/* A descriptor that becomes readable after a while and stays so, reserved by a listener for the time when
 * descriptors run out: pollers then get it instead of the listening socket, which would wake them at once,
 * for ever. */
#ifndef XS_OS_TIMER_H
#define XS_OS_TIMER_H

#include "../xs_compat.h"

/* A new, unarmed timer descriptor (CLOEXEC), or -1 where the platform has none or descriptors are out.
 * Caller owns it: xs_os_close(). */
php_socket_t xs_os_timer_new(void);

#define XS_TIMER_OFF (-1)

/* Readable once `ms` milliseconds have passed, 0 at once; XS_TIMER_OFF: not readable until armed again.
 * Arming again starts anew. */
void xs_os_timer_arm(php_socket_t timer, int ms);

#endif
