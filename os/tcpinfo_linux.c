#include "tcpinfo.h"

#include <stdio.h>

static bool get(php_socket_t fd, struct tcp_info *info)
{
	socklen_t len = sizeof(*info);
	memset(info, 0, sizeof(*info));
	return getsockopt(fd, IPPROTO_TCP, TCP_INFO, info, &len) == 0;
}

bool xs_os_tcp_info(php_socket_t fd, struct xs_tcp_info *info)
{
	struct tcp_info raw;
	if (!get(fd, &raw)) {
		return false;
	}
	*info = (struct xs_tcp_info){
		.rtt = raw.tcpi_rtt, .retransmits = raw.tcpi_total_retrans, .cwnd = raw.tcpi_snd_cwnd
	};
	return true;
}

bool xs_os_tcp_queue(php_socket_t fd, unsigned *queued, unsigned *backlog)
{
	struct tcp_info raw;
	if (!get(fd, &raw)) {
		return false;
	}
	/* For a listening socket Linux reports the accept queue in these two fields (tcp_get_info). */
	*queued = raw.tcpi_unacked;
	*backlog = raw.tcpi_sacked;
	return true;
}

int xs_os_backlog_maximum(void)
{
	int maximum = -1;
	FILE *f = fopen("/proc/sys/net/core/somaxconn", "re");
	if (f) {
		if (fscanf(f, "%d", &maximum) != 1) {
			maximum = -1;
		}
		fclose(f);
	}
	return maximum;
}
