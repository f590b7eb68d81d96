#include "timer.h"

#include <sys/timerfd.h>

php_socket_t xs_os_timer_new(void)
{
	return timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
}

void xs_os_timer_arm(php_socket_t timer, int ms)
{
	struct itimerspec when = { .it_value = { 0, 0 } }; /* zero disarms */
	if (ms >= 0) {
		when.it_value.tv_sec = ms / 1000;
		when.it_value.tv_nsec = ms == 0 ? 1 : (long) (ms % 1000) * 1000000;
	}
	timerfd_settime(timer, 0, &when, NULL);
}
