#include "sockopt.h"

static int set_linger(php_socket_t fd, zend_long seconds)
{
	struct linger l = { .l_onoff = seconds >= 0, .l_linger = seconds >= 0 ? (int) seconds : 0 };
	return setsockopt(fd, SOL_SOCKET, SO_LINGER, (const char *) &l, sizeof(l));
}

/* The same option for IPv6, or 0. */
static int ipv6_name(xs_option_id id)
{
	switch (id) {
		case XS_OPT_multicast_ttl:
			return IPV6_MULTICAST_HOPS;
		case XS_OPT_multicast_loop:
			return IPV6_MULTICAST_LOOP;
#if XS_IP_PKTINFO != XS_LACKING
		case XS_OPT_ip_pktinfo:
			return IPV6_RECVPKTINFO;
#endif
		default:
			return 0;
	}
}

/* A dual-stack socket handles IPv4 with the IPv4 values, so it gets both; one that is for IPv6 alone may
 * refuse those. */
static int set_number(php_socket_t fd, int domain, xs_option_id id, int number)
{
	const struct xs_option_row *row = &xs_option_rows[id];
	int name6 = domain == AF_INET6 ? ipv6_name(id) : 0;
	int failed = setsockopt(fd, row->level, row->optname, (const char *) &number, sizeof(number));
	return name6 ? setsockopt(fd, IPPROTO_IPV6, name6, (const char *) &number, sizeof(number)) : failed;
}

/* IPV6_V6ONLY and the IPv4 options make sense on one family each; on the other they are nothing to set. */
static bool other_family(const struct xs_option_row *row, int domain)
{
	return row->level == IPPROTO_IPV6 && domain != AF_INET6;
}

zend_result xs_sockopt_set(php_socket_t fd, int domain, xs_option_id id, const xs_value *value,
	const char *address, xs_error *err)
{
	const struct xs_option_row *row = &xs_option_rows[id];
	int failed;
	if (other_family(row, domain)) {
		return SUCCESS;
	}
	if (id == XS_OPT_so_linger) {
		failed = set_linger(fd, value->i);
	} else if (row->type == XS_TYPE_STRING) {
		failed = setsockopt(fd, row->level, row->optname, ZSTR_VAL(value->s),
			(socklen_t) ZSTR_LEN(value->s) + 1);
	} else {
		failed = set_number(fd, domain, id, (int) value->i);
	}
	if (failed) {
		char step[64];
		int code = php_socket_errno();
		snprintf(step, sizeof(step), "setsockopt %s on", row->name);
		xs_error_system(err, code, step, address);
		return FAILURE;
	}
	return SUCCESS;
}

zend_result xs_sockopt_apply(php_socket_t fd, int domain, const xs_options *opt, unsigned on, unsigned when,
	const char *address, xs_error *err)
{
	static const xs_value yes = { .i = 1 };
	if ((on & XS_ON_TCP) && !opt->as_core && !XS_GIVEN(opt, tcp_nodelay)
		&& xs_sockopt_set(fd, domain, XS_OPT_tcp_nodelay, &yes, address, err) != SUCCESS) {
		return FAILURE;
	}
	for (int id = 0; id < XS_OPT_COUNT; id++) {
		const struct xs_option_row *row = &xs_option_rows[id];
		if (XS_HAS(opt, id) && row->level >= 0 && (row->on & on) && (row->when & when)
			&& xs_sockopt_set(fd, domain, id, &opt->v[id], address, err) != SUCCESS) {
			return FAILURE;
		}
	}
	return SUCCESS;
}

bool xs_sockopt_get(php_socket_t fd, xs_option_id id, zval *out)
{
	const struct xs_option_row *row = &xs_option_rows[id];
	if (row->level < 0 || row->optname == XS_LACKING) {
		errno = ENOPROTOOPT;
		return false;
	}
	if (id == XS_OPT_so_linger) {
		struct linger l;
		socklen_t len = sizeof(l);
		if (getsockopt(fd, row->level, row->optname, (char *) &l, &len) != 0) {
			return false;
		}
		ZVAL_LONG(out, l.l_onoff ? l.l_linger : -1);
		return true;
	}
	if (row->type == XS_TYPE_STRING) {
		char text[64] = "";
		socklen_t len = sizeof(text) - 1;
		if (getsockopt(fd, row->level, row->optname, text, &len) != 0) {
			return false;
		}
		text[MIN(len, sizeof(text) - 1)] = '\0';
		ZVAL_STRING(out, text);
		return true;
	}
	int number = 0;
	socklen_t len = sizeof(number);
	if (getsockopt(fd, row->level, row->optname, (char *) &number, &len) != 0) {
		return false;
	}
	if (row->type == XS_TYPE_BOOL) {
		ZVAL_BOOL(out, number != 0);
	} else {
		ZVAL_LONG(out, number);
	}
	return true;
}
