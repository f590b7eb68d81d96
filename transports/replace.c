#include "replace.h"

#include "../core/stream.h"
#include "../php_xsock.h"

/* What replaces what. The label is what stream_get_meta_data() shows as stream_type. */
static const struct {
	const char *name;
	const xs_transport *own;
	const char *label;
	unsigned versions;
} names[] = {
#if XS_HAVE_TLS
	{ "tcp", &xs_transport_tcp, "tcp_socket/ssl", 0 },
	{ "ssl", &xs_transport_tls, "tcp_socket/ssl", 0 },
	{ "tls", &xs_transport_tls, "tcp_socket/ssl", 0 },
	{ "tlsv1.0", &xs_transport_tls, "tcp_socket/ssl", STREAM_CRYPTO_METHOD_TLSv1_0_SERVER },
	{ "tlsv1.1", &xs_transport_tls, "tcp_socket/ssl", STREAM_CRYPTO_METHOD_TLSv1_1_SERVER },
	{ "tlsv1.2", &xs_transport_tls, "tcp_socket/ssl", STREAM_CRYPTO_METHOD_TLSv1_2_SERVER },
	{ "tlsv1.3", &xs_transport_tls, "tcp_socket/ssl", STREAM_CRYPTO_METHOD_TLSv1_3_SERVER },
#else
	{ "tcp", &xs_transport_tcp, "tcp_socket", 0 },
#endif
	{ "udp", &xs_transport_udp, "udp_socket", 0 },
#if XS_HAVE_UNIX
	{ "unix", &xs_transport_unix, "unix_socket", 0 },
	{ "udg", &xs_transport_udg, "udg_socket", 0 },
#endif
};

#define COUNT (sizeof(names) / sizeof(*names))

/* Filled at module start and only read from then on. */
static struct {
	xs_transport table;                  /* its name is NULL while the transport is PHP's */
	php_stream_transport_factory former; /* or NULL: PHP had none of that name */
} replaced[COUNT];

static php_stream *open_replaced(const char *proto, size_t protolen, const char *name, size_t namelen,
	const char *persistent_id, int options, int flags, struct timeval *timeout,
	php_stream_context *context STREAMS_DC)
{
	(void) name, (void) namelen, (void) options, (void) timeout, (void) context;
	for (size_t i = 0; i < COUNT; i++) {
		const xs_transport *transport = &replaced[i].table;
		if (transport->name && strlen(transport->name) == protolen
			&& memcmp(transport->name, proto, protolen) == 0) {
			xs_socket *sock = xs_socket_new(transport, persistent_id != NULL);
			if (flags == 0) {
				/* socket_export_stream() puts a descriptor in that others go on using. */
				sock->flags |= XS_F_HANDED_OUT;
				sock->read_buffer = (uint32_t) XSG(read_buffer);
			}
			return xs_stream_new(sock, persistent_id);
		}
	}
	return NULL;
}

void xs_replace_transports(void)
{
	HashTable *known = php_stream_xport_get_hash();
	for (size_t i = 0; i < COUNT; i++) {
		const char *name = names[i].name;
		php_stream_transport_factory former = zend_hash_str_find_ptr(known, name, strlen(name));
		if (!XS_HAVE_TLS && strcmp(name, "tcp") == 0 && zend_hash_str_exists(known, "ssl", 3)) {
			continue; /* ours could not serve stream_socket_enable_crypto(), PHP's can */
		}
		replaced[i].table = *names[i].own;
		replaced[i].table.name = replaced[i].table.xname = name;
		replaced[i].table.ops.label = names[i].label;
		replaced[i].table.as_core = true;
		replaced[i].table.versions = names[i].versions;
		replaced[i].former = former;
		php_stream_xport_register(name, open_replaced);
	}
}

void xs_replace_undo(void)
{
	for (size_t i = 0; i < COUNT; i++) {
		if (replaced[i].table.name == NULL) {
			continue;
		}
		if (replaced[i].former) {
			php_stream_xport_register(replaced[i].table.name, replaced[i].former);
		} else {
			php_stream_xport_unregister(replaced[i].table.name);
		}
		replaced[i].table.name = NULL;
	}
}
