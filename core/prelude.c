#include "prelude.h"

#include "cidr.h"

/* ---- the rules of a listener -------------------------------------------------------------------- */

struct xs_prelude_rules {
	bool optional;
	double wait;
	size_t count;
	xs_cidr trusted[];
};

#define DEFAULT_WAIT_S 3.0

static zend_result check_list(zend_array *list, const char *where, xs_error_kind kind, xs_error *err)
{
	zval *item;
	ZEND_HASH_FOREACH_VAL(list, item) {
		xs_cidr cidr;
		const char *wrong = xs_cidr_parse(Z_STRVAL_P(item), Z_STRLEN_P(item), &cidr);
		if (wrong) {
			xs_error_set(err, kind, 0, "%s \"proxy_trusted\" has \"%s\": %s", where, Z_STRVAL_P(item), wrong);
			return FAILURE;
		}
	}
	ZEND_HASH_FOREACH_END();
	return SUCCESS;
}

zend_result xs_prelude_check_value(xs_option_id id, const xs_value *value, const char *where,
	xs_error_kind kind, xs_error *err)
{
	switch (id) {
		case XS_OPT_proxy_trusted:
			return check_list(value->a, where, kind, err);
		default:
			return SUCCESS;
	}
}

bool xs_prelude_wanted(const xs_options *opt)
{
	return XS_GIVEN(opt, proxy_protocol) && !zend_string_equals_literal(XS_STR(opt, proxy_protocol), "off");
}

static uint32_t count_trusted(const xs_options *opt)
{
	return XS_GIVEN(opt, proxy_trusted) ? zend_hash_num_elements(opt->v[XS_OPT_proxy_trusted].a) : 0;
}

zend_result xs_prelude_check(const xs_options *opt, xs_error *err)
{
	if (xs_prelude_wanted(opt) && count_trusted(opt) == 0) {
		xs_error_set(err, XS_ERROR_INPUT, 0,
			"proxy_protocol needs proxy_trusted: the addresses of the proxies, or [\"*\"] for everybody");
		return FAILURE;
	}
	if (!opt->as_core && count_trusted(opt) > 0 && !XS_GIVEN(opt, proxy_protocol)) {
		xs_error_set(err, XS_ERROR_INPUT, 0,
			"proxy_trusted does nothing without proxy_protocol, \"required\" or \"optional\"");
		return FAILURE;
	}
	return SUCCESS;
}

xs_prelude_rules *xs_prelude_rules_new(const xs_options *opt)
{
	zval *item;
	if (!xs_prelude_wanted(opt)) {
		return NULL;
	}
	xs_prelude_rules *rules = safe_emalloc(count_trusted(opt), sizeof(xs_cidr), sizeof(*rules));
	rules->optional = zend_string_equals_literal(XS_STR(opt, proxy_protocol), "optional");
	rules->wait = XS_FLOAT(opt, proxy_wait, DEFAULT_WAIT_S);
	rules->count = 0;
	if (XS_GIVEN(opt, proxy_trusted)) {
		ZEND_HASH_FOREACH_VAL(opt->v[XS_OPT_proxy_trusted].a, item) {
			xs_cidr_parse(Z_STRVAL_P(item), Z_STRLEN_P(item), &rules->trusted[rules->count++]);
		}
		ZEND_HASH_FOREACH_END();
	}
	return rules;
}

void xs_prelude_rules_free(xs_prelude_rules *rules)
{
	if (rules) {
		efree(rules);
	}
}

bool xs_prelude_is_optional(const xs_prelude_rules *rules)
{
	return rules->optional;
}

double xs_prelude_wait(const xs_prelude_rules *rules)
{
	return rules->wait;
}

bool xs_prelude_trusts(const xs_prelude_rules *rules, const xs_sockaddr *peer)
{
	for (size_t i = 0; i < rules->count; i++) {
		if (xs_cidr_match(&rules->trusted[i], (const struct sockaddr *) &peer->sa)) {
			return true;
		}
	}
	return false;
}

/* ---- reading ------------------------------------------------------------------------------------ */

/* What recv(2) said that is not more than 0. */
static xs_io not_received(ssize_t r, xs_error *err)
{
	int code = r < 0 ? php_socket_errno() : ECONNRESET;
	if (xs_os_would_block(code) || code == EINTR || code == ENOBUFS || code == ENOMEM) {
		return XS_WANT_READ;
	}
	xs_error_system(err, code, "recv", "PROXY header");
	return XS_FAIL;
}

/* n bytes that were peeked at come out of the socket, behind those that came out before. XS_WANT_READ: not
 * all of them yet; no byte is lost. */
static xs_io take_out(xs_socket *sock, size_t n, xs_error *err)
{
	struct xs_prelude *prelude = sock->prelude;
	prelude->text = erealloc(prelude->text, prelude->len + n);
	while (n > 0) {
		ssize_t r = xs_os_recv(sock->ns.socket, prelude->text + prelude->len, n, 0, false, NULL, NULL);
		if (r <= 0) {
			return not_received(r, err);
		}
		prelude->len += (size_t) r;
		n -= (size_t) r;
	}
	return XS_OK;
}

/* No more can come, or what came is no header. */
static xs_io go_without(const xs_prelude_rules *rules, const char *why, xs_error *err)
{
	if (rules->optional) {
		return XS_OK;
	}
	xs_error_set(err, XS_ERROR_INPUT, 0, "%s", why);
	return XS_FAIL;
}

/* A header that begins as one and is wrong is never taken for the client's bytes. */
static bool is_malformed(const char *why)
{
	return strncmp(why, "PROXY ", 6) == 0;
}

xs_io xs_prelude_read(const xs_prelude_rules *rules, xs_socket *sock, xs_error *err)
{
	struct xs_prelude *prelude = sock->prelude;
	char seen[XS_PROXY_MAX];
	const char *why;
	if (prelude == NULL) {
		prelude = sock->prelude = ecalloc(1, sizeof(*prelude));
	}
	size_t had = prelude->len; /* less than the longest header has: the scanner wanted more */
	ssize_t r = xs_os_recv(sock->ns.socket, seen + had, sizeof(seen) - had, MSG_PEEK, false, NULL, NULL);
	if (r < 0) {
		return not_received(r, err);
	}
	if (r == 0) {
		return go_without(rules, "the connection ended before its PROXY header did", err);
	}
	if (had) {
		memcpy(seen, prelude->text, had);
	}
	int n = xs_proxy_scan(seen, had + (size_t) r, &prelude->header, &why);
	if (n < 0) {
		if (is_malformed(why)) {
			xs_error_set(err, XS_ERROR_INPUT, 0, "%s", why);
			return XS_FAIL;
		}
		return go_without(rules, why, err);
	}
	/* All of an incomplete header belongs to it; taken out, it does not wake pollers again and again. */
	xs_io taken = take_out(sock, n ? (size_t) n - had : (size_t) r, err);
	if (taken != XS_OK || n == 0) {
		memset(&prelude->header, 0, sizeof(prelude->header)); /* its slices are of `seen` */
		return taken == XS_FAIL ? XS_FAIL : XS_WANT_READ;
	}
	xs_proxy_scan(prelude->text, prelude->len, &prelude->header, &why); /* slices into what is kept */
	return XS_OK;
}

bool xs_prelude_has_begun(const xs_socket *sock)
{
	static const char v2[] = "\r\n\r\n\0\r\nQUIT\n";
	const struct xs_prelude *prelude = sock->prelude;
	return prelude
		&& ((prelude->len >= 6 && memcmp(prelude->text, "PROXY ", 6) == 0)
			|| (prelude->len >= 12 && memcmp(prelude->text, v2, 12) == 0));
}

char *xs_prelude_take_back(xs_socket *sock, size_t *len)
{
	struct xs_prelude *prelude = sock->prelude;
	char *text;
	if (prelude == NULL || prelude->header.version != 0) {
		return NULL;
	}
	text = prelude->text;
	*len = prelude->len;
	prelude->text = NULL;
	xs_prelude_free(sock);
	return text;
}

void xs_prelude_free(xs_socket *sock)
{
	if (sock->prelude) {
		if (sock->prelude->text) {
			efree(sock->prelude->text);
		}
		efree(sock->prelude);
		sock->prelude = NULL;
	}
}

/* ---- what it says ------------------------------------------------------------------------------- */

static void put_unix(const xs_slice *path, xs_sockaddr *out)
{
	struct sockaddr_un *sun = (struct sockaddr_un *) &out->sa;
	size_t n = path->p ? MIN(path->n, sizeof(sun->sun_path)) : 0;
	sun->sun_family = AF_UNIX;
	if (n) {
		memcpy(sun->sun_path, path->p, n);
	}
	out->len = (socklen_t) (offsetof(struct sockaddr_un, sun_path) + n);
}

bool xs_prelude_address(const xs_socket *sock, bool source, xs_sockaddr *out)
{
	if (sock->prelude == NULL || sock->prelude->header.version == 0) {
		return false;
	}
	const xs_proxy_header *header = &sock->prelude->header;
	const unsigned char *address = source ? header->source : header->destination;
	uint16_t port = htons((uint16_t) (source ? header->source_port : header->destination_port));
	struct sockaddr_in *in = (struct sockaddr_in *) &out->sa;
	struct sockaddr_in6 *in6 = (struct sockaddr_in6 *) &out->sa;
	if (header->kind == XS_PROXY_LOCAL || header->kind == XS_PROXY_UNKNOWN) {
		return false;
	}
	memset(out, 0, sizeof(*out));
	switch (header->kind) {
		case XS_PROXY_TCP4:
		case XS_PROXY_UDP4:
			in->sin_family = AF_INET;
			in->sin_port = port;
			memcpy(&in->sin_addr, address, 4);
			out->len = sizeof(*in);
			return true;
		case XS_PROXY_TCP6:
		case XS_PROXY_UDP6:
			in6->sin6_family = AF_INET6;
			in6->sin6_port = port;
			memcpy(&in6->sin6_addr, address, 16);
			out->len = sizeof(*in6);
			return true;
		default:
			put_unix(source ? &header->source_path : &header->destination_path, out);
			return true;
	}
}

static void add_slice(zval *info, const char *key, const xs_slice *slice)
{
	if (slice->p) {
		add_assoc_stringl(info, key, slice->p, slice->n);
	}
}

static void add_address(zval *info, const char *key, const xs_socket *sock, bool source)
{
	xs_sockaddr address;
	if (xs_prelude_address(sock, source, &address)) {
		add_assoc_str(info, key, xs_sockaddr_text((const struct sockaddr *) &address.sa, address.len));
	}
}

/* What the client's own connection to the proxy was like, as the proxy saw it. */
static void add_ssl(zval *info, const xs_proxy_header *header)
{
	zval ssl;
	unsigned flags = header->ssl_client_flags;
	array_init(&ssl);
	add_assoc_bool(&ssl, "tls", flags & 1);
	add_assoc_bool(&ssl, "certificate", flags & 6); /* on this connection, or in the session it resumed */
	add_assoc_bool(&ssl, "verified", (flags & 6) && header->ssl_verify == 0);
	add_slice(&ssl, "version", &header->ssl_version);
	add_slice(&ssl, "cn", &header->ssl_cn);
	add_slice(&ssl, "cipher", &header->ssl_cipher);
	add_slice(&ssl, "sig_alg", &header->ssl_sig_alg);
	add_slice(&ssl, "key_alg", &header->ssl_key_alg);
	add_assoc_zval(info, "ssl", &ssl);
}

void xs_prelude_add_info(const xs_socket *sock, zval *info)
{
	xs_sockaddr proxy = { .len = sizeof(proxy.sa) };
	zval table;
	if (sock->prelude == NULL || sock->prelude->header.version == 0) {
		return;
	}
	const xs_proxy_header *header = &sock->prelude->header;
	array_init(&table);
	add_assoc_long(&table, "version", header->version);
	add_address(&table, "source", sock, true);
	add_address(&table, "destination", sock, false);
	if (getpeername(sock->ns.socket, (struct sockaddr *) &proxy.sa, &proxy.len) == 0) {
		add_assoc_str(&table, "proxy", xs_sockaddr_text((struct sockaddr *) &proxy.sa, proxy.len));
	}
	add_slice(&table, "alpn", &header->alpn);
	add_slice(&table, "authority", &header->authority);
	add_slice(&table, "unique_id", &header->unique_id);
	add_slice(&table, "netns", &header->netns);
	if (header->ssl) {
		add_ssl(&table, header);
	}
	add_assoc_zval(info, "proxy", &table);
}
