/* The option somebody meant who wrote another name. */
#include "options.h"

/* Levenshtein distance, case-insensitive, of two short names. */
static size_t distance(const char *a, size_t n, const char *b, size_t m)
{
	size_t row[65];
	for (size_t j = 0; j <= m; j++) {
		row[j] = j;
	}
	for (size_t i = 1; i <= n; i++) {
		size_t diagonal = row[0];
		row[0] = i;
		for (size_t j = 1; j <= m; j++) {
			size_t above = row[j];
			size_t replace = diagonal + (zend_tolower_ascii(a[i - 1]) != zend_tolower_ascii(b[j - 1]));
			row[j] = MIN(replace, MIN(above, row[j - 1]) + 1);
			diagonal = above;
		}
	}
	return row[m];
}

/* The one known name that ends with this one: so_reuseport for "reuseport", unix_mode for "mode". */
static const char *with_prefix(const char *name, size_t len)
{
	const char *found = NULL;
	for (int id = 0; id < XS_OPT_COUNT; id++) {
		const char *known = xs_option_rows[id].name;
		size_t before = strlen(known) > len ? strlen(known) - len : 0;
		if (before && known[before - 1] == '_'
			&& zend_binary_strcasecmp(known + before, len, name, len) == 0) {
			if (found) {
				return NULL;
			}
			found = known;
		}
	}
	return found;
}

static bool has_word(const char *words, const char *name, size_t len)
{
	for (size_t n; *words; words += n + (words[n] == ' ')) {
		n = strcspn(words, " ");
		if (zend_binary_strcasecmp(words, n, name, len) == 0) {
			return true;
		}
	}
	return false;
}

/* What others call it: nginx, Node.js, Swoole, people. */
static const char *elsewhere(const char *name, size_t len)
{
	static const char *const names[][2] = {
		{ "local_cert", "cert certificate cert_file certfile ssl_cert ssl_cert_file ssl_certificate" },
		{ "local_pk", "key private_key key_file keyfile ssl_key ssl_key_file ssl_certificate_key" },
		{ "cafile", "ca ca_cert cacert ssl_ca ssl_client_certificate" },
		{ "passphrase", "password" },
		{ "client_certs", "verify_client ssl_verify_client request_cert requestCert" },
		{ "SNI_server_certs", "sni" },
		{ "alpn_protocols", "alpn" },
		{ "min_proto_version", "min_version ssl_protocols" },
		{ "setup_timeout", "timeout handshake_timeout ssl_handshake_timeout" },
		{ "stream_set_timeout()",
			"read_timeout write_timeout recv_timeout send_timeout so_rcvtimeo so_sndtimeo" },
		{ "proxy_protocol", "proxy accept_proxy" },
		{ "nonblock", "blocking non_blocking" },
		{ "tcp_nodelay", "no_delay" },
		{ "so_rcvbuf", "recv_buffer receive_buffer" },
	};
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (has_word(names[i][1], name, len)) {
			return names[i][0];
		}
	}
	return NULL;
}

const char *xs_option_nearest(const char *name, size_t len)
{
	size_t least = len / 3 + 2; /* a third of the letters may be wrong */
	if (len == 0 || len > 64) {
		return NULL;
	}
	const char *best = elsewhere(name, len);
	if (best == NULL) {
		best = with_prefix(name, len);
	}
	if (best) {
		return best;
	}
	for (int id = 0; id < XS_OPT_COUNT; id++) {
		const char *known = xs_option_rows[id].name;
		size_t d = distance(name, len, known, strlen(known));
		if (d < least) {
			least = d;
			best = known;
		}
	}
	return best;
}
