#include "wait.h"

#include "../os/sock.h"

#define NS_PER_S INT64_C(1000000000)

int64_t xs_clock(void)
{
	return xs_os_clock();
}

xs_deadline xs_deadline_after(const struct timeval *timeout)
{
	/* Anything beyond a century is for ever; it also keeps the sum from overflowing. */
	if (timeout->tv_sec < 0 || (int64_t) timeout->tv_sec > INT64_C(3155760000)) {
		return XS_NEVER;
	}
	return xs_clock() + (int64_t) timeout->tv_sec * NS_PER_S + (int64_t) timeout->tv_usec * 1000;
}

xs_deadline xs_deadline_in(double seconds)
{
	if (seconds < 0.0 || seconds > 3155760000.0) {
		return XS_NEVER;
	}
	return xs_clock() + (int64_t) (seconds * (double) NS_PER_S);
}

int xs_wait_ms(int64_t ns)
{
	if (ns < 0) {
		return -1;
	}
	return (int) ((MIN(ns, XS_LONGEST_WAIT) + 999999) / 1000000);
}

int xs_deadline_ms(xs_deadline deadline)
{
	if (deadline == XS_NEVER) {
		return -1;
	}
	int64_t left = deadline - xs_clock();
	return xs_wait_ms(left > 0 ? left : 0);
}

xs_waited xs_wait(php_socket_t fd, short events, xs_deadline deadline, short *revents)
{
	for (;;) {
		short got = 0;
		int n = xs_os_poll(fd, events, xs_deadline_ms(deadline), &got);
		if (revents) {
			*revents = got;
		}
		if (n > 0) {
			return XS_READY;
		}
		if (n < 0) {
			return php_socket_errno() == EINTR ? XS_INTERRUPTED : XS_BROKEN;
		}
		if (deadline != XS_NEVER && xs_clock() >= deadline) {
			return XS_TIMED_OUT;
		}
	}
}
