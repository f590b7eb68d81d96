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

/* The interface to join and send on: an index, or for IPv4 an address; all zero: the system chooses. */
struct net_interface {
	unsigned index;
	struct in_addr address;
};

static zend_result find_interface(const zend_string *name, struct net_interface *at, const char *text,
	xs_error *err)
{
	*at = (struct net_interface){ 0 };
	if (name == NULL || inet_pton(AF_INET, ZSTR_VAL(name), &at->address) == 1) {
		return SUCCESS;
	}
	at->index = if_nametoindex(ZSTR_VAL(name));
	return at->index ? SUCCESS : fail("multicast_if", ZSTR_VAL(name), text, err);
}

/* Joins a group, or leaves it. */
static zend_result join(php_socket_t fd, int domain, bool leave, const char *group,
	const struct net_interface *at, const char *text, xs_error *err)
{
	xs_mreq four = XS_MREQ(at->address, at->index);
	struct ipv6_mreq six = { .ipv6mr_interface = at->index };
	int failed;

	if (domain == AF_INET6 && inet_pton(AF_INET6, group, &six.ipv6mr_multiaddr) == 1) {
		if (at->address.s_addr != 0) {
			xs_error_set(err, XS_ERROR_INPUT, 0,
				"multicast group \"%s\" on %s: multicast_if must be the name of an interface, not an IPv4 "
				"address",
				group, text);
			return FAILURE;
		}
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

static zend_result send_on(php_socket_t fd, int domain, const struct net_interface *at, const char *text,
	xs_error *err)
{
	xs_mreq four = XS_MREQ(at->address, at->index);
	if (setsockopt(fd, IPPROTO_IP, IP_MULTICAST_IF, XS_MREQ_IF(&four)) != 0
		|| (domain == AF_INET6
			&& setsockopt(fd, IPPROTO_IPV6, IPV6_MULTICAST_IF, (const char *) &at->index, sizeof(at->index))
				!= 0)) {
		return fail("setsockopt", "multicast_if", text, err);
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
	const struct net_interface *at, const char *text, xs_error *err)
{
	zval *group;
	uint32_t done = 0;
	ZEND_HASH_FOREACH_VAL(groups, group) {
		if (is_in(others, group) || join(fd, domain, leave, Z_STRVAL_P(group), at, text, err) == SUCCESS) {
			done++;
			continue;
		}
		xs_error none = XS_ERROR_INIT;
		ZEND_HASH_FOREACH_VAL(groups, group) {
			if (done-- == 0) {
				break;
			}
			if (!leave && !is_in(others, group)) {
				join(fd, domain, true, Z_STRVAL_P(group), at, text, &none);
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
	const zend_string *name = XS_STR(opt, multicast_if);
	struct net_interface at;

	if (find_interface(name, &at, text, err) != SUCCESS
		|| (name && send_on(fd, domain, &at, text, err) != SUCCESS)) {
		return FAILURE;
	}
	if (!XS_GIVEN(opt, multicast_groups)) {
		return SUCCESS;
	}
	own_groups_only(fd, domain);
	return join_all(fd, domain, false, OPTION(opt, multicast_groups).a, NULL, &at, text, err);
}

/* Leaves the groups at one interface and joins them at another; where that fails they are back at the former
 * one. Both may be the same under two names, so they are left first. */
static zend_result move_groups(php_socket_t fd, int domain, zend_array *groups,
	const struct net_interface *from, const struct net_interface *to, const char *text, xs_error *err)
{
	xs_error none = XS_ERROR_INIT;
	zval *group;
	ZEND_HASH_FOREACH_VAL(groups, group) {
		join(fd, domain, true, Z_STRVAL_P(group), from, text, &none); /* it is gone if that interface is */
		xs_error_free(&none);
	}
	ZEND_HASH_FOREACH_END();
	if (join_all(fd, domain, false, groups, NULL, to, text, err) == SUCCESS) {
		return SUCCESS;
	}
	join_all(fd, domain, false, groups, NULL, from, text, &none);
	xs_error_free(&none);
	return FAILURE;
}

static zend_result change_interface(php_socket_t fd, int domain, const xs_options *opt,
	const zend_string *name, const char *text, xs_error *err)
{
	struct net_interface from, to;
	xs_error none = XS_ERROR_INIT;
	if (find_interface(name, &to, text, err) != SUCCESS) {
		return FAILURE;
	}
	if (find_interface(XS_STR(opt, multicast_if), &from, text, &none) != SUCCESS) {
		xs_error_free(&none); /* it is no more, and nothing is joined there */
	}
	if (send_on(fd, domain, &to, text, err) != SUCCESS) {
		return FAILURE;
	}
	if (XS_GIVEN(opt, multicast_groups)
		&& move_groups(fd, domain, OPTION(opt, multicast_groups).a, &from, &to, text, err) != SUCCESS) {
		send_on(fd, domain, &from, text, &none);
		xs_error_free(&none);
		return FAILURE;
	}
	return SUCCESS;
}

static zend_result udp_change(xs_socket *sock, xs_option_id id, const xs_value *value, xs_error *err)
{
	static const xs_options nothing_given;
	php_socket_t fd = sock->ns.socket;
	int domain = sock->flags & XS_F_INET6 ? AF_INET6 : AF_INET;
	const xs_options *opt = sock->listener ? &sock->listener->opt : &nothing_given;
	const char *text = sock->listener ? ZSTR_VAL(sock->listener->address) : "udp";
	struct net_interface at;

	if (id == XS_OPT_multicast_if) {
		return change_interface(fd, domain, opt, value->s, text, err);
	}
	if (sock->listener == NULL) { /* nobody would know at the next change what this one joined */
		xs_error_set(err, XS_ERROR_INPUT, 0, "set multicast_groups: not a socket of xsock_server()");
		return FAILURE;
	}
	zend_array *former = XS_GIVEN(opt, multicast_groups) ? OPTION(opt, multicast_groups).a : NULL;
	if (find_interface(XS_STR(opt, multicast_if), &at, text, err) != SUCCESS
		|| join_all(fd, domain, false, value->a, former, &at, text, err) != SUCCESS) {
		return FAILURE;
	}
	own_groups_only(fd, domain);
	return former ? join_all(fd, domain, true, former, value->a, &at, text, err) : SUCCESS;
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
