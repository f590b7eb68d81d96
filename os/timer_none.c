#include "timer.h"

php_socket_t xs_os_timer_new(void)
{
	return SOCK_ERR;
}

void xs_os_timer_arm(php_socket_t timer, int ms)
{
	(void) timer;
	(void) ms;
}
