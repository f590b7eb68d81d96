#include "ktls.h"

#include "sock.h"

#include <linux/tls.h>
#include <sys/uio.h>

#ifndef SOL_TLS
#define SOL_TLS 282
#endif

#ifndef TCP_ULP
#define TCP_ULP 31
#endif

bool xs_os_ktls_available(void)
{
	php_socket_t fd = xs_os_socket(AF_INET, SOCK_STREAM, XS_OS_CLOEXEC);
	if (fd == SOCK_ERR) {
		return false;
	}
	/* A kernel without TLS says ENOENT; one that has it misses the connection. */
	bool has = setsockopt(fd, IPPROTO_TCP, TCP_ULP, "tls", sizeof("tls")) == 0
		|| php_socket_errno() == ENOTCONN;
	xs_os_close(fd);
	return has;
}

static socklen_t size_of_keys(const struct tls_crypto_info *head)
{
	switch (head->cipher_type) {
		case TLS_CIPHER_AES_GCM_128:
			return sizeof(struct tls12_crypto_info_aes_gcm_128);
#ifdef TLS_CIPHER_AES_GCM_256 /* Linux 5.1 */
		case TLS_CIPHER_AES_GCM_256:
			return sizeof(struct tls12_crypto_info_aes_gcm_256);
#endif
#ifdef TLS_CIPHER_CHACHA20_POLY1305 /* Linux 5.11 */
		case TLS_CIPHER_CHACHA20_POLY1305:
			return sizeof(struct tls12_crypto_info_chacha20_poly1305);
#endif
		default:
			return 0;
	}
}

bool xs_os_ktls_start(php_socket_t fd, const void *keys)
{
	const struct tls_crypto_info *head = keys;
	socklen_t n = size_of_keys(head);
	if (n == 0 || (head->version != TLS_1_2_VERSION && head->version != TLS_1_3_VERSION)) {
		return false;
	}
	if (setsockopt(fd, IPPROTO_TCP, TCP_ULP, "tls", sizeof("tls")) != 0 && php_socket_errno() != EEXIST) {
		return false;
	}
	return setsockopt(fd, SOL_TLS, TLS_TX, keys, n) == 0;
}

ssize_t xs_os_ktls_send_record(php_socket_t fd, unsigned char type, const void *buf, size_t n)
{
	struct iovec iov = { (void *) buf, n };
	union {
		struct cmsghdr head;
		char bytes[CMSG_SPACE(sizeof(type))];
	} control = { .bytes = { 0 } };
	struct msghdr msg = {
		.msg_iov = &iov, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = CMSG_SPACE(sizeof(type))
	};
	struct cmsghdr *head = CMSG_FIRSTHDR(&msg);
	head->cmsg_level = SOL_TLS;
	head->cmsg_type = TLS_SET_RECORD_TYPE;
	head->cmsg_len = CMSG_LEN(sizeof(type));
	*CMSG_DATA(head) = type;
	return sendmsg(fd, &msg, MSG_NOSIGNAL | MSG_DONTWAIT);
}
