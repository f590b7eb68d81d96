/* UDP over IPv4 and IPv6, with multicast. */
#include "../core/stream.h"

#define OPTION(opt, name) ((opt)->v[XS_OPT_##name])

static zend_result fail(const char *step, const char *what, const char *address, xs_error *err)
{
	int code = php_socket_errno();
	char text[128];
	snprintf(text, sizeof(text), "%s %s on", step, what);
	xs_error_system(err, code, text, address);
	return FAILURE;
}

/* The interface of option multicast_if: an index, and for IPv4 maybe an address instead. */
static zend_result find_interface(const xs_options *opt, unsigned *index, struct in_addr *address,
	const char *text, xs_error *err)
{
	*index = 0;
	address->s_addr = htonl(INADDR_ANY);
	if (!XS_GIVEN(opt, multicast_if)) {
		return SUCCESS;
	}
	const char *name = ZSTR_VAL(OPTION(opt, multicast_if).s);
	if (inet_pton(AF_INET, name, address) == 1) {
		return SUCCESS;
	}
	*index = if_nametoindex(name);
	return *index ? SUCCESS : fail("multicast_if", name, text, err);
}

/* Joins a group, or leaves it. */
static zend_result join(php_socket_t fd, int domain, bool leave, const char *group, unsigned index,
	struct in_addr local, const char *text, xs_error *err)
{
	xs_mreq four = XS_MREQ(local, index);
	struct ipv6_mreq six = { .ipv6mr_interface = index };
	int failed;

	if (domain == AF_INET6 && inet_pton(AF_INET6, group, &six.ipv6mr_multiaddr) == 1) {
		failed = setsockopt(fd, IPPROTO_IPV6, leave ? IPV6_LEAVE_GROUP : IPV6_JOIN_GROUP, (const char *) &six,
			sizeof(six));
	} else if (inet_pton(AF_INET, group, &four.imr_multiaddr) == 1) {
		failed = setsockopt(fd, IPPROTO_IP, leave ? IP_DROP_MEMBERSHIP : IP_ADD_MEMBERSHIP,
			(const char *) &four, sizeof(four));
	} else {
		xs_error_set(err, XS_ERROR_INPUT, 0,
			"multicast group \"%s\" on %s: not an address of the socket's family", group, text);
		return FAILURE;
	}
	return failed ? fail(leave ? "leave multicast group" : "join multicast group", group, text, err)
				  : SUCCESS;
}

/* Sets an int on the IPv4 or the IPv6 side; a dual-stack socket sends IPv4 with the IPv4 values, so it gets
 * both. */
static int set_both(php_socket_t fd, int domain, int name4, int name6, int value)
{
	if (domain == AF_INET6
		&& setsockopt(fd, IPPROTO_IPV6, name6, (const char *) &value, sizeof(value)) != 0) {
		return -1;
	}
	int failed = setsockopt(fd, IPPROTO_IP, name4, (const char *) &value, sizeof(value));
	return domain == AF_INET ? failed : 0;
}

static zend_result set_sending(php_socket_t fd, int domain, const xs_options *opt, unsigned index,
	struct in_addr local, const char *text, xs_error *err)
{
	if (XS_GIVEN(opt, multicast_ttl)
		&& set_both(fd, domain, IP_MULTICAST_TTL, IPV6_MULTICAST_HOPS, (int) OPTION(opt, multicast_ttl).i)
			!= 0) {
		return fail("setsockopt", "multicast_ttl", text, err);
	}
	if (XS_GIVEN(opt, multicast_loop)
		&& set_both(fd, domain, IP_MULTICAST_LOOP, IPV6_MULTICAST_LOOP, (int) OPTION(opt, multicast_loop).i)
			!= 0) {
		return fail("setsockopt", "multicast_loop", text, err);
	}
	if (XS_GIVEN(opt, multicast_if)) {
		xs_mreq four = XS_MREQ(local, index);
		if (setsockopt(fd, IPPROTO_IP, IP_MULTICAST_IF, XS_MREQ_IF(&four)) != 0
			|| (domain == AF_INET6 && index
				&& setsockopt(fd, IPPROTO_IPV6, IPV6_MULTICAST_IF, (const char *) &index, sizeof(index))
					!= 0)) {
			return fail("setsockopt", "multicast_if", text, err);
		}
	}
	return SUCCESS;
}

/* Linux gives a socket on all addresses what comes for any group some process here has joined, unless it is
 * told that its own groups are meant. Where there is no such option, that is so from the beginning. */
static void own_groups_only(php_socket_t fd, int domain)
{
	int all = 0;
#ifdef IP_MULTICAST_ALL
	setsockopt(fd, IPPROTO_IP, IP_MULTICAST_ALL, (const char *) &all, sizeof(all));
#endif
#ifdef IPV6_MULTICAST_ALL
	if (domain == AF_INET6) {
		setsockopt(fd, IPPROTO_IPV6, IPV6_MULTICAST_ALL, (const char *) &all, sizeof(all));
	}
#endif
	(void) fd, (void) domain, (void) all;
}

static bool is_in(zend_array *groups, const zval *group)
{
	zval *other;
	if (groups) {
		ZEND_HASH_FOREACH_VAL(groups, other) {
			if (zend_string_equals(Z_STR_P(other), Z_STR_P(group))) {
				return true;
			}
		}
		ZEND_HASH_FOREACH_END();
	}
	return false;
}

/* Joins (or leaves) the groups that are not among `others`. On failure those joined are left again. */
static zend_result join_all(php_socket_t fd, int domain, bool leave, zend_array *groups, zend_array *others,
	unsigned index, struct in_addr local, const char *text, xs_error *err)
{
	zval *group;
	uint32_t done = 0;
	ZEND_HASH_FOREACH_VAL(groups, group) {
		if (is_in(others, group)
			|| join(fd, domain, leave, Z_STRVAL_P(group), index, local, text, err) == SUCCESS) {
			done++;
			continue;
		}
		xs_error none = XS_ERROR_INIT;
		ZEND_HASH_FOREACH_VAL(groups, group) {
			if (done-- == 0) {
				break;
			}
			if (!leave && !is_in(others, group)) {
				join(fd, domain, true, Z_STRVAL_P(group), index, local, text, &none);
				xs_error_free(&none);
			}
		}
		ZEND_HASH_FOREACH_END();
		return FAILURE;
	}
	ZEND_HASH_FOREACH_END();
	return SUCCESS;
}

static zend_result udp_bound(php_socket_t fd, int domain, const xs_options *opt, const char *text,
	xs_error *err)
{
	unsigned index;
	struct in_addr local;

	if (find_interface(opt, &index, &local, text, err) != SUCCESS
		|| set_sending(fd, domain, opt, index, local, text, err) != SUCCESS) {
		return FAILURE;
	}
	if (!XS_GIVEN(opt, multicast_groups)) {
		return SUCCESS;
	}
	own_groups_only(fd, domain);
	return join_all(fd, domain, false, OPTION(opt, multicast_groups).a, NULL, index, local, text, err);
}

/* Groups are joined and left on the interface that counted when the others were joined. */
static zend_result udp_change(xs_socket *sock, xs_option_id id, const xs_value *value, xs_error *err)
{
	php_socket_t fd = sock->ns.socket;
	int domain = sock->flags & XS_F_INET6 ? AF_INET6 : AF_INET;
	unsigned index;
	struct in_addr local;
	xs_options one = { 0 };

	if (sock->listener == NULL) {
		xs_error_set(err, XS_ERROR_INPUT, 0, "set %s: not a socket of xsock_server()",
			xs_option_rows[id].name);
		return FAILURE;
	}
	const char *text = ZSTR_VAL(sock->listener->address);
	const xs_options *opt = &sock->listener->opt;
	if (id != XS_OPT_multicast_groups) {
		one.given[id / 64] |= UINT64_C(1) << (id % 64);
		one.v[id] = *value; /* borrowed */
		return find_interface(&one, &index, &local, text, err) == SUCCESS
			? set_sending(fd, domain, &one, index, local, text, err)
			: FAILURE;
	}
	zend_array *former = XS_GIVEN(opt, multicast_groups) ? OPTION(opt, multicast_groups).a : NULL;
	if (find_interface(opt, &index, &local, text, err) != SUCCESS
		|| join_all(fd, domain, false, value->a, former, index, local, text, err) != SUCCESS) {
		return FAILURE;
	}
	own_groups_only(fd, domain);
	return former ? join_all(fd, domain, true, former, value->a, index, local, text, err) : SUCCESS;
}

const xs_transport xs_transport_udp = {
	.name = "udp",
	.xname = "xudp",
	.ops = XS_STREAM_OPS("xsock_udp"),
	.kind = XS_ADDR_INET,
	.socktype = SOCK_DGRAM,
	.on = XS_ON_UDP,
	.bound = udp_bound,
	.change = udp_change,
};
