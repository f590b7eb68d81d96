/*
 * The PROXY protocol's header, version 1 (a line of text) and 2 (binary): what a load balancer sends in front
 * of a client's bytes to say who the client is. Plain C99 like scan.h: no php.h, no allocation.
 */
#ifndef XS_PROXY_H
#define XS_PROXY_H

#include "scan.h"

#include <stdint.h>

#define XS_PROXY_V1_MAX 107      /* bytes of the longest line, CRLF included */
#define XS_PROXY_MAX (16 + 4096) /* bytes of the longest header taken; version 2 could say 16 + 65535 */

typedef enum {
	XS_PROXY_LOCAL,   /* the proxy's own connection, a health check: the real peer counts. Version 2 only */
	XS_PROXY_UNKNOWN, /* the proxy cannot say who the client is: the real peer counts */
	XS_PROXY_TCP4,
	XS_PROXY_TCP6,
	XS_PROXY_UDP4, /* version 2 only, as the next two */
	XS_PROXY_UDP6,
	XS_PROXY_UNIX /* stream or datagram */
} xs_proxy_kind;

/*
 * What a header says. Fields of other kinds are zero. Slices point into the scanned text; those of extensions
 * ("TLVs") that are absent have p == NULL.
 */
typedef struct {
	int version; /* 1 or 2 */
	xs_proxy_kind kind;
	unsigned char source[16], destination[16]; /* network order; the first 4 bytes for TCP4 and UDP4 */
	unsigned source_port, destination_port;    /* host order */
	/* UNIX: up to 108 bytes, cut at the first NUL, so that an abstract name is empty */
	xs_slice source_path, destination_path;
	xs_slice alpn, authority, netns; /* extensions 0x01, 0x02 and 0x30 */
	xs_slice unique_id;              /* extension 0x05, at most 128 bytes */
	/* extension 0x03; a wrong checksum is malformed, so a header that was taken has both or neither */
	bool crc_present, crc_ok;
	bool ssl;                  /* extension 0x20, to which the rest belongs */
	unsigned ssl_client_flags; /* 1: came over TLS, 2: certificate on this connection, 4: in this session */
	uint32_t ssl_verify;       /* 0: the client gave a certificate and it was verified */
	xs_slice ssl_version, ssl_cn, ssl_cipher, ssl_sig_alg, ssl_key_alg;
} xs_proxy_header;

/*
 * Looks for a header at the start of the n bytes at s; bytes behind it are not looked at.
 *
 * > 0  there is one of that many bytes, at most XS_PROXY_MAX; *out is filled.
 *   0  these bytes could still become one. All n of them then belong to it (n < XS_PROXY_MAX), so a caller
 *      that peeked may take them out of the socket without touching what follows the header.
 *  -1  no PROXY header, or a malformed one; *why is a static text. More bytes never change this.
 *
 * *out is all zero unless the result is > 0, *why is NULL unless it is -1. The first byte that fits neither
 * version gives -1: "G" is refused at once, "P" could become "PROXY ".
 *
 * In a LOCAL header and in one without addresses the bytes behind the first 16 need not make sense:
 * extensions there are taken when well-formed up to the end, else there are none. Elsewhere they must be.
 */
int xs_proxy_scan(const char *s, size_t n, xs_proxy_header *out, const char **why);

#endif
