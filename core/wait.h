/* Waiting for one descriptor, and deadlines. The only poll(2) on a single descriptor. */
#ifndef XS_WAIT_H
#define XS_WAIT_H

#include "../xs_compat.h"

/* Absolute, nanoseconds of the monotonic clock. A timeout is relative, a deadline is not. */
typedef int64_t xs_deadline;
#define XS_NEVER ((xs_deadline) -1)

typedef enum { XS_READY, XS_TIMED_OUT, XS_INTERRUPTED, XS_BROKEN } xs_waited;

/* Now on the monotonic clock, nanoseconds. */
int64_t xs_clock(void);

/* A stream's timeout from now; tv_sec < 0 means for ever, as in PHP. */
xs_deadline xs_deadline_after(const struct timeval *timeout);

/* The same for seconds as PHP functions take them; negative means for ever. */
xs_deadline xs_deadline_in(double seconds);

/* A day in nanoseconds: the system is asked for no longer wait. */
#define XS_LONGEST_WAIT INT64_C(86400000000000)

/* Nanoseconds as poll(2) and epoll_wait(2) take them: milliseconds, rounded up, because a wait must not end
 * before its time, at most XS_LONGEST_WAIT; -1, for ever, when negative. */
int xs_wait_ms(int64_t ns);

/* What is left until then, likewise; -1 for XS_NEVER. */
int xs_deadline_ms(xs_deadline deadline);

/* Waits until fd has one of `events` (POLLIN, POLLOUT; errors count), the deadline passes or a signal comes.
 * *revents may be NULL. XS_BROKEN: poll itself failed, errno says why. Always polls at least once. */
xs_waited xs_wait(php_socket_t fd, short events, xs_deadline deadline, short *revents);

#endif
