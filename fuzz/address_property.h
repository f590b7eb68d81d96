/*
 * What holds for every input of the address scanner, whatever it says. Used by the check and by the fuzzer:
 * the input is put at the end of an exact heap block, so that the sanitizers see a read behind it.
 */
#ifndef XS_ADDRESS_PROPERTY_H
#define XS_ADDRESS_PROPERTY_H

#include "../scan/scan.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MUST(what) ((what) ? (void) 0 : must_failed(#what, __LINE__, s, n))

static void must_failed(const char *what, int line, const char *s, size_t n)
{
	fprintf(stderr, "line %d: not true: %s; input \"", line, what);
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char) s[i];

		fprintf(stderr, c < 32 || c > 126 ? "\\x%02x" : "%c", c);
	}
	fprintf(stderr, "\"\n");
	abort();
}

static bool slice_inside(xs_slice slice, const char *s, size_t n)
{
	return slice.n == 0 || (slice.p >= s && slice.p + slice.n <= s + n);
}

/* A second opinion from libc on what stands between the brackets. */
static bool ipv6_by_libc(xs_slice host)
{
	char text[64];
	struct in6_addr addr;
	const char *scope = memchr(host.p, '%', host.n);
	size_t n = scope ? (size_t) (scope - host.p) : host.n;

	if (n >= sizeof(text)) {
		return false;
	}
	memcpy(text, host.p, n);
	text[n] = '\0';
	return inet_pton(AF_INET6, text, &addr) == 1;
}

static void same_slice(xs_slice a, xs_slice b, const char *s, size_t n)
{
	MUST(a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0));
}

static void check_result(const char *wrong, const xs_address *a, const char *s, size_t n)
{
	static const xs_address zero;

	if (wrong) {
		MUST(wrong[0] != '\0' && memcmp(a, &zero, sizeof(zero)) == 0);
		return;
	}
	MUST(slice_inside(a->scheme, s, n) && slice_inside(a->host, s, n));
	MUST(slice_inside(a->path, s, n) && slice_inside(a->name, s, n));
	switch (a->kind) {
		case XS_ADDR_INET:
			MUST(a->host.n > 0 && a->port <= 65535 && !memchr(s, 0, n));
			MUST(a->any_host == (a->host.n == 1 && a->host.p[0] == '*'));
			MUST(!a->ipv6 || ipv6_by_libc(a->host));
			MUST(s[n - 1] >= '0' && s[n - 1] <= '9');
			break;
		case XS_ADDR_UNIX:
			MUST(a->path.p + a->path.n == s + n);
			MUST(a->abstract || (a->path.n > 0 && !memchr(a->path.p, 0, a->path.n)));
			MUST(!a->abstract || a->path.p[-1] == '\0' || a->path.p[-1] == '@');
			break;
		case XS_ADDR_FD:
			MUST(a->number <= 0x7fffffff);
			break;
		case XS_ADDR_SYSTEMD:
			MUST(a->name.n > 0 && a->number <= 0x7fffffff);
			break;
	}
}

/* A good address scanned again without its scheme says the same. */
static void check_rest(const xs_address *a, const char *s, size_t n)
{
	size_t skip = a->scheme.n ? a->scheme.n + 3 : 0;
	xs_address b;

	MUST(xs_address_scan_rest(a->kind, s + skip, n - skip, &b) == NULL);
	MUST(a->kind == b.kind && a->any_host == b.any_host && a->ipv6 == b.ipv6 && a->port == b.port);
	MUST(a->abstract == b.abstract && a->number == b.number && b.scheme.n == 0);
	same_slice(a->host, b.host, s, n);
	same_slice(a->path, b.path, s, n);
	same_slice(a->name, b.name, s, n);
}

/* libc says IPv6, we must too. */
static void check_ipv6(const char *s, size_t n)
{
	char text[80];
	xs_address a;

	if (n > 60 || n == 0 || memchr(s, '%', n) || memchr(s, 0, n)) {
		return;
	}
	if (ipv6_by_libc((xs_slice){ s, n })) {
		int length = snprintf(text, sizeof(text), "[%.*s]:1", (int) n, s);

		MUST(xs_address_scan(text, (size_t) length, &a) == NULL && a.ipv6 && a.port == 1);
	}
}

static const char *check_address(const char *data, size_t n, xs_address *out, char **block)
{
	char *s = malloc(n ? n : 1);
	const char *wrong;
	xs_address a;

	if (n) {
		memcpy(s, data, n);
	}
	for (int kind = XS_ADDR_INET; kind <= XS_ADDR_SYSTEMD; kind++) {
		wrong = xs_address_scan_rest((xs_addr_kind) kind, s, n, &a);
		check_result(wrong, &a, s, n);
	}
	wrong = xs_address_scan(s, n, out);
	check_result(wrong, out, s, n);
	if (!wrong) {
		check_rest(out, s, n);
	}
	check_ipv6(s, n);
	*block = s;
	return wrong;
}

#endif
