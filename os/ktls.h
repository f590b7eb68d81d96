/* TLS inside the kernel, for sending: once it has the keys, what is sent is encrypted there. Linux 4.13 and
 * newer; ktls_none.c elsewhere. */
#ifndef XS_OS_KTLS_H
#define XS_OS_KTLS_H

#include "../xs_compat.h"

/* Can this kernel do it? One socket is made and closed; the kernel may load its module meanwhile. */
bool xs_os_ktls_available(void);

/* Gives the kernel the keys for what fd, a connected TCP socket, sends from now on. `keys` is a struct
 * tls12_crypto_info_* of <linux/tls.h>; its head says which. False: the kernel does not want them, nothing
 * has changed. */
bool xs_os_ktls_start(php_socket_t fd, const void *keys);

/* send(2) of a record that is not application data: alerts, handshake messages. Whole or not at all; neither
 * waits nor raises SIGPIPE. */
ssize_t xs_os_ktls_send_record(php_socket_t fd, unsigned char type, const void *buf, size_t n);

#endif
