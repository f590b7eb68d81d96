/*
 * What holds for every input of the PROXY header scanner, whatever it says. Used by the check and by the
 * fuzzer. Every prefix is put at the end of a heap block, so that the sanitizers see a read behind it.
 */
#ifndef XS_PROXY_PROPERTY_H
#define XS_PROXY_PROPERTY_H

#include "../scan/proxy.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MUST(what) ((what) ? (void) 0 : must_failed(#what, __LINE__, s, n))

static void must_failed(const char *what, int line, const char *s, size_t n)
{
	fprintf(stderr, "line %d: not true: %s; %zu bytes of input \"", line, what, n);
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char) s[i];

		fprintf(stderr, c < 32 || c > 126 ? "\\x%02x" : "%c", c);
	}
	fprintf(stderr, "\"\n");
	abort();
}

/* A header in words, all of it: two that say the same read the same. */
typedef struct {
	char s[4 * XS_PROXY_MAX + 1024];
	size_t n;
} words;

static void say(words *out, const char *text, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char) text[i];

		out->n += (size_t) sprintf(out->s + out->n, c < 32 || c > 126 ? "\\x%02x" : "%c", c);
	}
}

static void say_slice(words *out, const char *name, xs_slice slice)
{
	if (slice.p) {
		out->n += (size_t) sprintf(out->s + out->n, " %s=", name);
		say(out, slice.p, slice.n);
	}
}

static void say_address(words *out, bool ipv6, const unsigned char *address, unsigned port)
{
	char text[INET6_ADDRSTRLEN];

	inet_ntop(ipv6 ? AF_INET6 : AF_INET, address, text, sizeof(text));
	out->n += (size_t) sprintf(out->s + out->n, " %s %u", text, port);
}

static void describe(const xs_proxy_header *h, words *out)
{
	static const char *const kinds[] = { "LOCAL", "UNKNOWN", "TCP4", "TCP6", "UDP4", "UDP6", "UNIX" };
	bool ipv6 = h->kind == XS_PROXY_TCP6 || h->kind == XS_PROXY_UDP6;

	out->n = (size_t) sprintf(out->s, "v%d %s", h->version, kinds[h->kind]);
	if (h->kind >= XS_PROXY_TCP4 && h->kind <= XS_PROXY_UDP6) {
		say_address(out, ipv6, h->source, h->source_port);
		say_address(out, ipv6, h->destination, h->destination_port);
	}
	say_slice(out, "from", h->source_path);
	say_slice(out, "to", h->destination_path);
	say_slice(out, "alpn", h->alpn);
	say_slice(out, "authority", h->authority);
	say_slice(out, "id", h->unique_id);
	say_slice(out, "netns", h->netns);
	if (h->crc_present) {
		say(out, h->crc_ok ? " crc" : " crc?", h->crc_ok ? 4 : 5);
	}
	if (h->ssl) {
		out->n += (size_t) sprintf(out->s + out->n, " ssl=%u/%u", h->ssl_client_flags,
			(unsigned) h->ssl_verify);
	}
	say_slice(out, "version", h->ssl_version);
	say_slice(out, "cn", h->ssl_cn);
	say_slice(out, "cipher", h->ssl_cipher);
	say_slice(out, "sig", h->ssl_sig_alg);
	say_slice(out, "key", h->ssl_key_alg);
	out->s[out->n] = '\0';
}

/* Bytes at..15 of an address are unused. */
static bool zero_from(const unsigned char *address, size_t at)
{
	static const unsigned char zero[16];

	return memcmp(address + at, zero, 16 - at) == 0;
}

static void check_slices(const xs_proxy_header *h, const char *s, size_t n)
{
	const xs_slice slices[] = { h->source_path, h->destination_path, h->alpn, h->authority, h->netns,
		h->unique_id, h->ssl_version, h->ssl_cn, h->ssl_cipher, h->ssl_sig_alg, h->ssl_key_alg };

	for (size_t i = 0; i < sizeof(slices) / sizeof(slices[0]); i++) {
		MUST(slices[i].p || slices[i].n == 0);
		MUST(!slices[i].p || (slices[i].p >= s + 16 && slices[i].p + slices[i].n <= s + n));
		MUST(i > 1 || slices[i].n == 0 || !memchr(slices[i].p, 0, slices[i].n));
		MUST(i > 1 || (slices[i].p != NULL) == (h->kind == XS_PROXY_UNIX));
	}
	MUST(h->source_path.n <= 108 && h->destination_path.n <= 108 && h->unique_id.n <= 128);
}

/* A header that was taken, its n bytes at s. */
static void check_taken(const xs_proxy_header *h, const char *s, size_t n)
{
	static const size_t sizes[] = { 0, 0, 4, 16, 4, 16, 0 };
	size_t used;

	MUST(h->kind <= XS_PROXY_UNIX);
	used = sizes[h->kind];
	MUST(h->source_port <= 65535 && h->destination_port <= 65535);
	MUST(zero_from(h->source, used) && zero_from(h->destination, used));
	MUST(used || (h->source_port == 0 && h->destination_port == 0));
	MUST(h->crc_present == h->crc_ok && (h->ssl || (h->ssl_client_flags == 0 && h->ssl_verify == 0)));
	check_slices(h, s, n);
	if (h->version == 1) {
		MUST(n <= XS_PROXY_V1_MAX && memcmp(s + n - 2, "\r\n", 2) == 0 && !memchr(s, '\r', n - 2));
		MUST(!memchr(s, '\n', n - 2) && h->kind >= XS_PROXY_UNKNOWN && h->kind <= XS_PROXY_TCP6);
		MUST(!h->alpn.p && !h->authority.p && !h->unique_id.p && !h->netns.p && !h->ssl && !h->crc_present);
	} else {
		MUST(h->version == 2 && n <= XS_PROXY_MAX);
		MUST(n == 16u + ((unsigned char) s[14] << 8 | (unsigned char) s[15]));
	}
}

static int check_one(const char *s, size_t n, xs_proxy_header *h, const char **why)
{
	static const xs_proxy_header zero;
	int result = xs_proxy_scan(s, n, h, why);

	MUST(result >= -1 && result <= (int) n && (result == -1) == (*why != NULL));
	if (result > 0) {
		check_taken(h, s, (size_t) result);
	} else {
		MUST(memcmp(h, &zero, sizeof(zero)) == 0 && (result < 0 ? **why != '\0' : n < XS_PROXY_MAX));
	}
	return result;
}

/* Feeds s byte by byte: 0 until the final answer, which then stays, whatever follows. */
static int check_prefixes(const char *s, size_t n, words *said)
{
	char *block = malloc(n + 1);
	const char *first_why = NULL;
	int final = 0;
	static words again;

	for (size_t k = 0; k <= n; k++) {
		xs_proxy_header h;
		const char *why;
		int result;

		memcpy(block + n + 1 - k, s, k);
		result = check_one(block + n + 1 - k, k, &h, &why);
		MUST(final == 0 || (result == final && why == first_why));
		if (result > 0) {
			describe(&h, final ? &again : said);
			MUST(final != 0 || (size_t) result == k);
			MUST(final == 0 || strcmp(again.s, said->s) == 0);
		} else if (result < 0) {
			strcpy(said->s, why);
		} else {
			strcpy(said->s, "more");
		}
		final = result;
		first_why = why;
	}
	free(block);
	return final;
}

static bool canonical_port(const char *text)
{
	char again[24];

	snprintf(again, sizeof(again), "%lu", strtoul(text, NULL, 10));
	return strcmp(text, again) == 0 && strtoul(text, NULL, 10) <= 65535;
}

/* A second opinion on version 1, from libc: the length of a good line at s, or 0. */
static size_t v1_by_libc(const char *s, size_t n)
{
	char line[XS_PROXY_V1_MAX + 1], *field[6], *at = line;
	unsigned char address[16];
	size_t length = 0;
	bool good;
	int family;

	while (length < n && length < XS_PROXY_V1_MAX && s[length] != '\n') {
		length++;
	}
	if (length < 14 || length == n || length == XS_PROXY_V1_MAX || memcmp(s, "PROXY ", 6) != 0) {
		return 0;
	}
	memcpy(line, s, length);
	line[length] = '\0';
	if (memchr(line, '\r', length) != line + length - 1) {
		return 0;
	}
	if (memcmp(line, "PROXY UNKNOWN", 13) == 0) {
		return line[13] == ' ' || line[13] == '\r' ? length + 1 : 0;
	}
	line[length - 1] = '\0';
	for (int i = 0; i < 6; i++) {
		field[i] = at;
		at = strchr(at, i < 5 ? ' ' : '\0');
		if (!at) {
			return 0;
		}
		*at++ = '\0';
	}
	family = strcmp(field[1], "TCP4") == 0 ? AF_INET : strcmp(field[1], "TCP6") == 0 ? AF_INET6 : AF_UNSPEC;
	good = family != AF_UNSPEC && at == line + length && inet_pton(family, field[2], address) == 1
		&& inet_pton(family, field[3], address) == 1 && canonical_port(field[4]) && canonical_port(field[5]);
	return good ? length + 1 : 0;
}

/* CRC32c by the book, bit by bit, the mirror image of the scanner's: RFC 9260, appendix A. */
static uint32_t crc_by_the_book(const unsigned char *p, size_t n)
{
	uint32_t crc = 0xffffffff, mirrored = 0;

	for (size_t i = 0; i < n * 8; i++) {
		uint32_t bit = crc >> 31 ^ (p[i / 8] >> i % 8 & 1);

		crc = crc << 1 ^ (bit ? 0x1edc6f41 : 0);
	}
	for (int i = 0; i < 32; i++) {
		mirrored |= (crc >> i & 1) << (31 - i);
	}
	return ~mirrored;
}

/* The header at s with a checksum behind it; room for n + 7 bytes at out. */
static void add_checksum(const char *s, size_t n, unsigned char *out)
{
	uint32_t crc;

	memcpy(out, s, n);
	memcpy(out + n, "\x03\x00\x04\x00\x00\x00", 7);
	out[14] = (unsigned char) ((n + 7 - 16) >> 8);
	out[15] = (unsigned char) (n + 7 - 16);
	crc = crc_by_the_book(out, n + 7);
	for (int i = 0; i < 4; i++) {
		out[n + 3 + (size_t) i] = (unsigned char) (crc >> (24 - 8 * i));
	}
}

/* A good header with addresses stays good with a checksum, and not with a wrong one. */
static void check_checksum(const char *s, size_t n)
{
	unsigned char sealed[XS_PROXY_MAX];
	xs_proxy_header h;
	const char *why;

	if (n + 7 > sizeof(sealed) || check_one(s, n, &h, &why) != (int) n || h.version == 1
		|| h.kind <= XS_PROXY_UNKNOWN || h.crc_present) {
		return;
	}
	add_checksum(s, n, sealed);
	MUST(check_one((char *) sealed, n + 7, &h, &why) == (int) n + 7 && h.crc_ok);
	for (size_t i = 0; i < 4; i++) {
		sealed[n + 3 + i] ^= 0x10;
		MUST(check_one((char *) sealed, n + 7, &h, &why) == -1);
		sealed[n + 3 + i] ^= 0x10;
	}
}

/* All of it; what the scanner said comes out as text: a header in words, why not, or "more". */
static int check_proxy(const char *s, size_t n, words *said)
{
	int result = check_prefixes(s, n, said);
	size_t line = v1_by_libc(s, n);

	MUST(line == 0 || (size_t) result == line);
	MUST(line != 0 || result <= 0 || s[0] != 'P');
	if (result > 0) {
		check_checksum(s, (size_t) result);
	}
	return result;
}

#endif
