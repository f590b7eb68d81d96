#include "transport.h"

#include "stream.h"

const xs_transport *const xs_transports[] = {
	&xs_transport_tcp,
#if XS_HAVE_TLS
	&xs_transport_tls,
#endif
	&xs_transport_udp,
#if XS_HAVE_UNIX
	&xs_transport_unix,
	&xs_transport_udg,
#endif
	NULL,
};

static bool is(const char *name, const char *scheme, size_t len)
{
	return strlen(name) == len && memcmp(name, scheme, len) == 0;
}

const xs_transport *xs_transport_find(const char *scheme, size_t len)
{
	if (len == 0) {
		return &xs_transport_tcp;
	}
#if XS_HAVE_TLS
	if (xs_transport_is_tls(scheme, len)) { /* ssl is an alias */
		return &xs_transport_tls;
	}
#endif
	for (const xs_transport *const *t = xs_transports; *t; t++) {
		if (is((*t)->name, scheme, len) || is((*t)->xname, scheme, len)) {
			return *t;
		}
	}
	return NULL;
}

const xs_transport *xs_transport_for(int family, int socktype)
{
	xs_addr_kind kind = family == AF_INET || family == AF_INET6 ? XS_ADDR_INET : XS_ADDR_UNIX;
	if (kind == XS_ADDR_UNIX && family != AF_UNIX) {
		return NULL;
	}
	for (const xs_transport *const *t = xs_transports; *t; t++) {
		if ((*t)->kind == kind && (*t)->socktype == socktype && !(*t)->tls) {
			return *t;
		}
	}
	return NULL;
}

bool xs_transport_speaks_tls(const xs_transport *transport, const xs_options *opt)
{
	return transport->tls || XS_INT(opt, tls, 0);
}

bool xs_transport_is_tls(const char *scheme, size_t len)
{
	return is("tls", scheme, len) || is("ssl", scheme, len) || is("xtls", scheme, len)
		|| is("xssl", scheme, len);
}

void xs_transports_register(void)
{
	for (const xs_transport *const *t = xs_transports; *t; t++) {
		php_stream_xport_register((*t)->xname, xs_stream_factory);
	}
}

void xs_transports_unregister(void)
{
	for (const xs_transport *const *t = xs_transports; *t; t++) {
		php_stream_xport_unregister((*t)->xname);
	}
}
