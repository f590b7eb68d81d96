#include "address.h"

#include "../scan/ip.h"

static void add(xs_sockaddrs *out, const void *sa, socklen_t len)
{
	out->list = erealloc(out->list, (out->count + 1) * sizeof(*out->list));
	memset(&out->list[out->count], 0, sizeof(*out->list));
	memcpy(&out->list[out->count].sa, sa, len);
	out->list[out->count++].len = len;
}

static void add_wildcards(unsigned port, xs_sockaddrs *out)
{
	struct sockaddr_in6 six = { .sin6_family = AF_INET6, .sin6_port = htons((uint16_t) port) };
	struct sockaddr_in four = { .sin_family = AF_INET, .sin_port = htons((uint16_t) port) };
	add(out, &six, sizeof(six));
	add(out, &four, sizeof(four));
}

static zend_result resolve_inet(const xs_address *address, int socktype, bool passive, const char *text,
	xs_sockaddrs *out, xs_error *err)
{
	char host[256];
	char port[8];
	struct addrinfo hints = { .ai_socktype = socktype,
		.ai_flags = AI_NUMERICSERV | (passive ? AI_PASSIVE : 0) };
	struct addrinfo *found;

	if (address->any_host && passive) {
		add_wildcards(address->port, out);
		return SUCCESS;
	}
	if (address->any_host) {
		xs_error_set(err, XS_ERROR_INPUT, 0, "address %s: the host * is for servers", text);
		return FAILURE;
	}
	if (address->host.n >= sizeof(host)) {
		xs_error_set(err, XS_ERROR_INPUT, 0, "address %s: host name of %zu bytes, at most %zu are allowed",
			text, address->host.n, sizeof(host) - 1);
		return FAILURE;
	}
	memcpy(host, address->host.p, address->host.n);
	host[address->host.n] = '\0';
	snprintf(port, sizeof(port), "%u", address->port);
	if (address->ipv6) {
		hints.ai_family = AF_INET6;
		hints.ai_flags |= AI_NUMERICHOST;
	}
	int failed = getaddrinfo(host, port, &hints, &found);
	if (failed) {
		xs_error_set(err, XS_ERROR_LOOKUP, 0, "resolve %s: %s", text, gai_strerror(failed));
		return FAILURE;
	}
	for (struct addrinfo *a = found; a; a = a->ai_next) {
		if ((a->ai_family == AF_INET || a->ai_family == AF_INET6)
			&& a->ai_addrlen <= sizeof(struct sockaddr_storage)) {
			add(out, a->ai_addr, (socklen_t) a->ai_addrlen);
		}
	}
	freeaddrinfo(found);
	if (out->count == 0) {
		xs_error_set(err, XS_ERROR_INPUT, 0, "resolve %s: no address", text);
		return FAILURE;
	}
	return SUCCESS;
}

#if XS_HAVE_UNIX
static zend_result resolve_unix(const xs_address *address, const char *text, xs_sockaddrs *out, xs_error *err)
{
	struct sockaddr_un sun;
	/* A path keeps its terminating NUL, an abstract name has its NUL in front: one byte either way. */
	size_t most = sizeof(sun.sun_path) - 1;
	socklen_t base = offsetof(struct sockaddr_un, sun_path);

	memset(&sun, 0, sizeof(sun));
	sun.sun_family = AF_UNIX;
	if (address->path.n > most) {
		xs_error_set(err, XS_ERROR_INPUT, 0, "address %s: unix path of %zu bytes, at most %zu fit", text,
			address->path.n, most);
		return FAILURE;
	}
	if (address->abstract && !XS_HAVE_ABSTRACT) {
		xs_error_set(err, XS_ERROR_INPUT, 0, "address %s: this system has no abstract unix names", text);
		return FAILURE;
	}
	memcpy(sun.sun_path + address->abstract, address->path.p, address->path.n);
	if (address->abstract && address->path.n == 0) {
		add(out, &sun, base); /* autobind: the kernel picks a name */
	} else {
		add(out, &sun, base + (socklen_t) address->path.n + 1);
	}
	return SUCCESS;
}
#endif

zend_result xs_address_resolve(const xs_address *address, int socktype, bool passive, const char *text,
	xs_sockaddrs *out, xs_error *err)
{
	*out = (xs_sockaddrs){ NULL, 0 };
#if XS_HAVE_UNIX
	if (address->kind == XS_ADDR_UNIX) {
		return resolve_unix(address, text, out, err);
	}
#endif
	return resolve_inet(address, socktype, passive, text, out, err);
}

void xs_sockaddrs_free(xs_sockaddrs *addrs)
{
	if (addrs->list) {
		efree(addrs->list);
		addrs->list = NULL;
	}
}

zend_string *xs_address_shown(zend_string *text)
{
	if (strlen(ZSTR_VAL(text)) == ZSTR_LEN(text)) {
		return zend_string_copy(text);
	}
	zend_string *shown = zend_string_init(ZSTR_VAL(text), ZSTR_LEN(text), 0);
	for (size_t i = 0; i < ZSTR_LEN(shown); i++) {
		if (ZSTR_VAL(shown)[i] == '\0') {
			ZSTR_VAL(shown)[i] = '@';
		}
	}
	return shown;
}

/* At most five digits. Returns where they end. */
static char *put_decimal(char *at, unsigned n)
{
	char digits[5];
	int count = 0;
	do {
		digits[count++] = (char) ('0' + n % 10);
		n /= 10;
	} while (n > 0);
	while (count > 0) {
		*at++ = digits[--count];
	}
	return at;
}

/* By hand: inet_ntop and printf take as long as half a system call, and a datagram server needs this every
 * time. */
static zend_string *inet_text(const unsigned char *host, unsigned port)
{
	char text[sizeof("255.255.255.255:65535")];
	char *end = text;
	for (int i = 0; i < 4; i++) {
		end = put_decimal(end, host[i]);
		*end++ = i < 3 ? '.' : ':';
	}
	end = put_decimal(end, port);
	return zend_string_init(text, (size_t) (end - text), 0);
}

static zend_string *inet6_text(const struct sockaddr_in6 *in)
{
	char host[INET6_ADDRSTRLEN], scope[IF_NAMESIZE];
	if (IN6_IS_ADDR_V4MAPPED(&in->sin6_addr)) {
		return inet_text((const unsigned char *) &in->sin6_addr + 12, ntohs(in->sin6_port));
	}
	inet_ntop(AF_INET6, &in->sin6_addr, host, sizeof(host));
	if (in->sin6_scope_id != 0
		&& (IN6_IS_ADDR_LINKLOCAL(&in->sin6_addr) || IN6_IS_ADDR_MC_LINKLOCAL(&in->sin6_addr))
		&& if_indextoname(in->sin6_scope_id, scope)) {
		return zend_strpprintf(0, "[%s%%%s]:%u", host, scope, ntohs(in->sin6_port));
	}
	return zend_strpprintf(0, "[%s]:%u", host, ntohs(in->sin6_port));
}

#if XS_HAVE_UNIX
static zend_string *unix_text(const struct sockaddr_un *un, socklen_t len)
{
	size_t n = len > offsetof(struct sockaddr_un, sun_path) ? len - offsetof(struct sockaddr_un, sun_path)
															: 0;
	n = MIN(n, sizeof(un->sun_path));
	if (n == 0) {
		return ZSTR_EMPTY_ALLOC();
	}
	if (un->sun_path[0] != '\0') {
		return zend_string_init(un->sun_path, strnlen(un->sun_path, n), 0);
	}
	zend_string *name = zend_string_init(un->sun_path, n, 0);
	ZSTR_VAL(name)[0] = '@';
	return name;
}
#endif

zend_string *xs_sockaddr_text(const struct sockaddr *sa, socklen_t len)
{
	if (len < offsetof(struct sockaddr, sa_data)) {
		return ZSTR_EMPTY_ALLOC();
	}
	switch (sa->sa_family) {
		case AF_INET: {
			const struct sockaddr_in *in = (const struct sockaddr_in *) sa;
			return inet_text((const unsigned char *) &in->sin_addr, ntohs(in->sin_port));
		}
		case AF_INET6:
			return inet6_text((const struct sockaddr_in6 *) sa);
#if XS_HAVE_UNIX
		case AF_UNIX:
			return unix_text((const struct sockaddr_un *) sa, len);
#endif
	}
	return ZSTR_EMPTY_ALLOC();
}

static const char *scan_inet(const xs_address *address, xs_sockaddr *out)
{
	struct sockaddr_in in = { .sin_family = AF_INET, .sin_port = htons((uint16_t) address->port) };
	struct sockaddr_in6 in6 = { .sin6_family = AF_INET6, .sin6_port = htons((uint16_t) address->port) };
	xs_slice host = address->host;
	const char *percent = address->ipv6 ? memchr(host.p, '%', host.n) : NULL;
	if (percent) {
		char scope[IF_NAMESIZE] = "";
		memcpy(scope, percent + 1, MIN((size_t) (host.p + host.n - percent - 1), sizeof(scope) - 1));
		host.n = (size_t) (percent - host.p);
		in6.sin6_scope_id = if_nametoindex(scope);
		if (in6.sin6_scope_id == 0) {
			return "no such network interface";
		}
	}
	if (!address->ipv6 && xs_ipv4_scan(host.p, host.n, (unsigned char *) &in.sin_addr)) {
		memcpy(&out->sa, &in, out->len = sizeof(in));
	} else if (address->ipv6 && xs_ipv6_scan(host.p, host.n, in6.sin6_addr.s6_addr)) {
		memcpy(&out->sa, &in6, out->len = sizeof(in6));
	} else {
		return "not a numeric address";
	}
	return NULL;
}

const char *xs_sockaddr_scan(const zend_string *text, xs_addr_kind kind, xs_sockaddr *out)
{
	xs_address address;
	const char *wrong = xs_address_scan_rest(kind, ZSTR_VAL(text), ZSTR_LEN(text), &address);
	if (wrong) {
		return wrong;
	}
#if XS_HAVE_UNIX
	if (kind == XS_ADDR_UNIX) {
		xs_sockaddrs found = { NULL, 0 };
		xs_error err = XS_ERROR_INIT;
		if (resolve_unix(&address, "", &found, &err) != SUCCESS) {
			xs_error_free(&err);
			return "does not fit a unix address";
		}
		*out = found.list[0];
		xs_sockaddrs_free(&found);
		return NULL;
	}
#endif
	return scan_inet(&address, out);
}

void xs_sockaddr_map_ipv4(const struct sockaddr_in *in, struct sockaddr_in6 *out)
{
	memset(out, 0, sizeof(*out));
	out->sin6_family = AF_INET6;
	out->sin6_port = in->sin_port;
	out->sin6_addr.s6_addr[10] = 0xff;
	out->sin6_addr.s6_addr[11] = 0xff;
	memcpy(&out->sin6_addr.s6_addr[12], &in->sin_addr, 4);
}
