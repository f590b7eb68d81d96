/* xsock_recv_many() and xsock_send_many(). */
#include "../core/batch.h"
#include "../core/readahead.h"
#include "../core/sockopt.h"
#include "../scan/ip.h"
#include "api.h"

#define MOST 1024               /* datagrams of one call to recv_many */
#define MOST_SIZE (1 << 20)     /* bytes of one; unix datagrams may be larger than 65,535 */
#define MOST_JOINED 65535       /* bytes of what the kernel joins (udp_gro) */
#define MOST_MEMORY (64u << 20) /* where they land before they are sized */

static php_stream *arg_datagram(zval *zstream)
{
	php_stream *stream = xs_arg_stream(zstream, 1);
	if (stream && !(XS_SOCK(stream)->flags & XS_F_DATAGRAM)) {
		zend_argument_value_error(1, "must be a datagram socket, %s given", XS_SOCK(stream)->transport->name);
		return NULL;
	}
	return stream;
}

/* ---- receiving ---------------------------------------------------------------------------------- */

/* Where datagrams land. With a step that is a power of two, as the default size nearly makes it, their
 * beginnings would share a few sets of the processor's caches and drive each other out: so they are apart by
 * as much more as a datagram of an Ethernet frame needs, in an odd number of lines. */
#define APART (25 * 64)

struct landing {
	xs_dgram *list;
	zend_string **names; /* of list[i].peer, borrowed from the result */
	int n;
	size_t size; /* of a datagram, longer ones are cut; there is room for more of joined ones */
};

/* Datagrams the kernel joins land as one: cut at the size of one, those behind would be lost. */
static zend_long room_for(const xs_socket *sock, zend_long size)
{
	zval joins;
	return size < MOST_JOINED && sock->transport->on == XS_ON_UDP
			&& xs_sockopt_get(sock->ns.socket, XS_OPT_udp_gro, &joins) && Z_TYPE(joins) == IS_TRUE
		? MOST_JOINED
		: size;
}

static struct landing make_landing(const xs_socket *sock, zend_long limit, zend_long size)
{
	zend_long room = room_for(sock, size);
	size_t step = ZEND_MM_ALIGNED_SIZE_EX((size_t) room, 64) + APART;
	size_t each = sizeof(xs_dgram) + sizeof(zend_string *) + sizeof(struct sockaddr_storage);
	size_t n = MIN((size_t) limit, MAX(1, MOST_MEMORY / step));
	char *memory = xs_scratch(n * (each + step) + 64);
	struct landing to = { .n = (int) n, .size = (size_t) size };

	struct sockaddr_storage *peers = (struct sockaddr_storage *) memory;
	to.list = (xs_dgram *) (peers + n);
	to.names = (zend_string **) (to.list + n);
	char *data = (char *) ZEND_MM_ALIGNED_SIZE_EX((size_t) (to.names + n), 64);
	for (size_t i = 0; i < n; i++) {
		to.list[i].peer = &peers[i];
		to.list[i].data = data + i * step;
		to.list[i].n = (size_t) room;
	}
	return to;
}

static bool same_peer(const xs_dgram *a, const xs_dgram *b)
{
	return a->peer_len == b->peer_len && memcmp(a->peer, b->peer, a->peer_len) == 0;
}

/* The name of the i-th sender, made once per address: a table of the first datagram of each, by hash. */
static zend_string *peer_name(struct landing *at, int i, uint16_t *table, unsigned mask)
{
	const xs_dgram *d = &at->list[i];
	if (i > 0 && same_peer(d, &at->list[i - 1])) {
		at->names[i] = at->names[i - 1];
		return zend_string_copy(at->names[i]);
	}
	zend_ulong h = zend_inline_hash_func((const char *) d->peer, d->peer_len);
	for (;; h++) {
		uint16_t *seen = &table[h & mask];
		if (*seen == 0) {
			*seen = (uint16_t) (i + 1);
			at->names[i] = xs_sockaddr_text((const struct sockaddr *) d->peer, d->peer_len);
			return at->names[i];
		}
		const xs_dgram *other = &at->list[*seen - 1];
		if (same_peer(d, other)) {
			at->names[i] = at->names[*seen - 1];
			return zend_string_copy(at->names[i]);
		}
	}
}

static zend_string *local_name(const xs_dgram *d)
{
	char text[INET6_ADDRSTRLEN] = "";
	if (d->local_family == AF_INET6 && IN6_IS_ADDR_V4MAPPED(&d->local.in6)) {
		inet_ntop(AF_INET, &d->local.in6.s6_addr[12], text, sizeof(text));
	} else {
		inet_ntop(d->local_family, &d->local, text, sizeof(text));
	}
	return zend_string_init(text, strlen(text), 0);
}

/* [payload, peer, truncated] or, when the kernel told where it came to, [payload, peer, truncated, local]. */
static void add_datagram(zval *result, const xs_dgram *d, size_t off, size_t n, size_t most,
	zend_string *peer)
{
	zval entry, value;
	zend_array *list = zend_new_array(d->local_family ? 4 : 3);
	zend_hash_real_init_packed(list);
	ZEND_HASH_FILL_PACKED(list)
	{
		ZVAL_STR(&value, zend_string_init_fast(d->data + off, MIN(n, most)));
		ZEND_HASH_FILL_ADD(&value);
		ZVAL_STR(&value, peer);
		ZEND_HASH_FILL_ADD(&value);
		ZVAL_BOOL(&value, n > most || (d->truncated && off + n == d->n));
		ZEND_HASH_FILL_ADD(&value);
		if (d->local_family) {
			ZVAL_STR(&value, local_name(d));
			ZEND_HASH_FILL_ADD(&value);
		}
	}
	ZEND_HASH_FILL_END();
	ZVAL_ARR(&entry, list);
	zend_hash_next_index_insert_new(Z_ARRVAL_P(result), &entry);
}

static void add_all(zval *result, struct landing *at, int count)
{
	uint16_t table[2 * MOST];
	unsigned size = 4;
	while (size < 2 * (unsigned) count) {
		size *= 2;
	}
	memset(table, 0, size * sizeof(*table));
	array_init_size(result, (uint32_t) count);
	zend_hash_real_init_packed(Z_ARRVAL_P(result));
	for (int i = 0; i < count; i++) {
		const xs_dgram *d = &at->list[i];
		zend_string *peer = peer_name(at, i, table, size - 1);
		size_t off = 0;
		while (d->segment && off + d->segment < d->n) {
			add_datagram(result, d, off, d->segment, at->size, zend_string_copy(peer));
			off += d->segment;
		}
		add_datagram(result, d, off, d->n - off, at->size, peer);
	}
}

/* What fread() or fgets() left of a datagram comes alone, as if it were one. Whose it was is not known. */
static void add_rest(zval *result, php_stream *stream, size_t most)
{
	xs_dgram rest = { .data = (char *) stream->readbuf + stream->readpos,
		.n = (size_t) (stream->writepos - stream->readpos) };
	array_init_size(result, 1);
	zend_hash_real_init_packed(Z_ARRVAL_P(result));
	add_datagram(result, &rest, 0, rest.n, most, ZSTR_EMPTY_ALLOC());
	xs_readahead_taken(stream, rest.n);
}

PHP_FUNCTION(xsock_recv_many)
{
	zval *zstream;
	zend_long limit = 64, size = 65535;
	php_stream *stream;
	int count, code = 0;

	ZEND_PARSE_PARAMETERS_START(1, 3)
		Z_PARAM_RESOURCE(zstream)
		Z_PARAM_OPTIONAL
		Z_PARAM_LONG(limit)
		Z_PARAM_LONG(size)
	ZEND_PARSE_PARAMETERS_END();

	if ((stream = arg_datagram(zstream)) == NULL) {
		RETURN_THROWS();
	}
	if (limit < 1 || limit > MOST) {
		zend_argument_value_error(2, "must be between 1 and %d", MOST);
		RETURN_THROWS();
	}
	if (size < 1 || size > MOST_SIZE) {
		zend_argument_value_error(3, "must be between 1 and %d", MOST_SIZE);
		RETURN_THROWS();
	}
	if (stream->writepos > stream->readpos && !(XS_SOCK(stream)->flags & XS_F_TELLING)) {
		add_rest(return_value, stream, (size_t) size);
		return;
	}
	struct landing at = make_landing(XS_SOCK(stream), limit, size);
	switch (xs_batch_recv(XS_SOCK(stream), at.list, at.n, &count, &code)) {
		case XS_OK:
			add_all(return_value, &at, count);
			return;
		case XS_FAIL: {
			xs_error err = XS_ERROR_INIT;
			xs_error_system(&err, code, "receive from", XS_SOCK(stream)->transport->name);
			xs_error_raise(&err);
			xs_error_free(&err);
			RETURN_FALSE;
		}
		default:
			RETURN_EMPTY_ARRAY();
	}
}

/* ---- sending ------------------------------------------------------------------------------------ */

/* What goes out, borrowed from the script's array. */
struct batch {
	xs_dgram *list;
	uint32_t n;
	HashTable addresses; /* name => xs_sockaddr *, each scanned once */
	zend_string *last_name;
	xs_sockaddr *last;
};

static void free_address(zval *address)
{
	efree(Z_PTR_P(address));
}

/* The address of a name, in the family of the socket. NULL with an exception when it is none. */
static xs_sockaddr *find_peer(struct batch *b, const xs_socket *sock, zend_string *name, uint32_t index)
{
	xs_sockaddr address, *found;
	if (b->last_name && zend_string_equals(name, b->last_name)) {
		return b->last;
	}
	if ((found = zend_hash_find_ptr(&b->addresses, name)) == NULL) {
		const char *wrong = xs_sockaddr_scan(name, sock->transport->kind, &address);
		if (wrong == NULL && address.sa.ss_family == AF_INET && (sock->flags & XS_F_INET6)) {
			struct sockaddr_in in;
			memcpy(&in, &address.sa, sizeof(in));
			xs_sockaddr_map_ipv4(&in, (struct sockaddr_in6 *) &address.sa);
			address.len = sizeof(struct sockaddr_in6);
		} else if (wrong == NULL && address.sa.ss_family == AF_INET6 && !(sock->flags & XS_F_INET6)) {
			wrong = "the socket is an IPv4 one";
		}
		if (wrong) {
			zend_argument_value_error(2, "has a bad peer \"%s\" in datagram %u: %s", ZSTR_VAL(name), index,
				wrong);
			return NULL;
		}
		found = zend_hash_add_mem(&b->addresses, name, &address, sizeof(address));
	}
	b->last_name = name;
	return b->last = found;
}

/* The address to send from, as recv_many tells it. A group is no such address: the system chooses then. */
static bool read_local(const xs_socket *sock, const zend_string *text, xs_dgram *d)
{
	unsigned char *six = d->local.in6.s6_addr;
	if (sock->transport->kind != XS_ADDR_INET) {
		return false;
	}
	if (!(sock->flags & XS_F_INET6)) {
		d->local_family = AF_INET;
		return xs_ipv4_scan(ZSTR_VAL(text), ZSTR_LEN(text), (unsigned char *) &d->local.in);
	}
	memset(six, 0, 10);
	memset(six + 10, 0xff, 2);
	if (!xs_ipv4_scan(ZSTR_VAL(text), ZSTR_LEN(text), six + 12)
		&& !xs_ipv6_scan(ZSTR_VAL(text), ZSTR_LEN(text), six)) {
		return false;
	}
	d->local_family = IN6_IS_ADDR_MULTICAST(&d->local.in6) ? 0 : AF_INET6;
	return true;
}

static bool null_or_string(const zval *value)
{
	return value == NULL || Z_TYPE_P(value) == IS_NULL || Z_TYPE_P(value) == IS_STRING;
}

/* [payload, peer, anything, local], as recv_many makes them: what came can be sent back as it is. */
static bool read_array(struct batch *b, const xs_socket *sock, zend_array *from, uint32_t index)
{
	xs_dgram *d = &b->list[index];
	zval *payload = zend_hash_index_find_deref(from, 0), *peer = zend_hash_index_find_deref(from, 1);
	zval *local = zend_hash_index_find_deref(from, 3);
	if (payload == NULL || Z_TYPE_P(payload) != IS_STRING || !null_or_string(peer)
		|| !null_or_string(local)) {
		zend_argument_type_error(2,
			"must have datagrams of the form [string payload, ?string peer], not so number %u", index);
		return false;
	}
	*d = (xs_dgram){ .data = Z_STRVAL_P(payload), .n = Z_STRLEN_P(payload) };
	if (peer && Z_TYPE_P(peer) == IS_STRING) {
		xs_sockaddr *to = find_peer(b, sock, Z_STR_P(peer), index);
		if (to == NULL) {
			return false;
		}
		d->peer = &to->sa;
		d->peer_len = to->len;
	}
	if (local && Z_TYPE_P(local) == IS_STRING && !read_local(sock, Z_STR_P(local), d)) {
		zend_argument_value_error(2, "has a bad local address \"%s\" in datagram %u", Z_STRVAL_P(local),
			index);
		return false;
	}
	return true;
}

static bool read_batch(struct batch *b, const xs_socket *sock, zend_array *datagrams)
{
	zval *item;
	ZEND_HASH_FOREACH_VAL(datagrams, item) {
		ZVAL_DEREF(item);
		if (Z_TYPE_P(item) == IS_STRING) {
			b->list[b->n] = (xs_dgram){ .data = Z_STRVAL_P(item), .n = Z_STRLEN_P(item) };
		} else if (Z_TYPE_P(item) != IS_ARRAY) {
			zend_argument_type_error(2, "must be an array of strings or arrays, %s in it",
				zend_zval_type_name(item));
			return false;
		} else if (!read_array(b, sock, Z_ARRVAL_P(item), b->n)) {
			return false;
		}
		b->n++;
	}
	ZEND_HASH_FOREACH_END();
	return true;
}

static void tell_failure(const xs_socket *sock, const struct batch *b, int count, int code)
{
	const xs_dgram *d = &b->list[count];
	zend_string *peer = d->peer ? xs_sockaddr_text((const struct sockaddr *) d->peer, d->peer_len)
								: zend_string_init(sock->transport->name, strlen(sock->transport->name), 0);
	char reason[128];
	xs_os_strerror(code, reason, sizeof(reason));
	xs_error_warn("send %zu bytes to %s: %s; %d of %u datagrams went out", d->n, ZSTR_VAL(peer), reason,
		count, b->n);
	zend_string_release(peer);
}

PHP_FUNCTION(xsock_send_many)
{
	zval *zstream;
	zend_array *datagrams;
	php_stream *stream;
	struct batch b = { .n = 0 };
	int count = 0, code = 0;

	ZEND_PARSE_PARAMETERS_START(2, 2)
		Z_PARAM_RESOURCE(zstream)
		Z_PARAM_ARRAY_HT(datagrams)
	ZEND_PARSE_PARAMETERS_END();

	if ((stream = arg_datagram(zstream)) == NULL) {
		RETURN_THROWS();
	}
	xs_socket *sock = XS_SOCK(stream);
	b.list = safe_emalloc(zend_hash_num_elements(datagrams), sizeof(*b.list), 0);
	zend_hash_init(&b.addresses, 8, NULL, free_address, 0);
	if (read_batch(&b, sock, datagrams)) {
		if (xs_batch_send(sock, b.list, (int) b.n, &count, &code) == XS_FAIL) {
			tell_failure(sock, &b, count, code);
		}
		RETVAL_LONG(count);
	}
	zend_hash_destroy(&b.addresses);
	efree(b.list);
}
