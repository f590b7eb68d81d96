<?php

/** @generate-function-entries */

/**
 * Opens a server socket and returns it as a PHP stream.
 *
 * Takes the arguments of stream_socket_server() in the same order, then sizes and options. The address is checked
 * strictly: a port is a plain decimal number from 0 to 65535 (0 lets the system choose, stream_socket_get_name()
 * tells which), IPv6 addresses stand in brackets, and nothing is truncated. `*` as host is one socket for IPv4 and
 * IPv6. Everything is checked before the first system call: on failure nothing is open. A TLS server's certificates
 * are read and checked here, once; builds without OpenSSL refuse `tls://`.
 *
 * An argument or an entry of $options that is wrong throws a TypeError or ValueError. A bad address, a bad value in
 * the context or a failed system call gives false and a warning.
 *
 * @param string $address `tcp://0.0.0.0:8000`, `tls://[::1]:443`, `udp://[::1]:53`, `unix:///run/a.sock`,
 *   `unix://@abstract`, `udg:///run/a.sock`, `systemd://name` (a socket systemd passed on), `fd://3` (a descriptor of
 *   this process). Without a scheme it is tcp. `xtcp`, `xtls`, `xudp`, `xunix` and `xudg` mean the same, `ssl` means
 *   tls.
 * @param int $error_code errno of the system call that failed; 0 when none did or it failed before any
 * @param string $error_message step, address and reason: `bind tcp://127.0.0.1:80: Permission denied`; "" when good
 * @param int $flags as in stream_socket_server(); STREAM_SERVER_LISTEN means nothing to udp and udg
 * @param resource|null $context stream context, whose groups `socket` and `ssl` give options; null is the default
 *   context
 * @param int|null $backlog connections the kernel keeps waiting for accept; -1 is the system's maximum; null is INI
 *   xsock.backlog
 * @param int|null $read_buffer bytes the stream and its accepted streams read ahead; 0 is unbuffered; null is INI
 *   xsock.read_buffer
 * @param int|null $write_buffer bytes of small writes gathered before they are sent; 0 sends each; null is INI
 *   xsock.write_buffer
 * @param int|null $so_rcvbuf bytes of the kernel's receive buffer, set before listen; null leaves it to the system
 * @param int|null $so_sndbuf bytes of the kernel's send buffer, set before listen; null leaves it to the system
 * @param array $options options by name, see options.md: `['so_reuseport' => true]`
 * @return resource|false the server's stream; false when the address is bad or a system call failed
 */
function xsock_server(
    string $address,
    &$error_code = null,
    &$error_message = null,
    int $flags = STREAM_SERVER_BIND | STREAM_SERVER_LISTEN,
    $context = null,
    ?int $backlog = null,
    ?int $read_buffer = null,
    ?int $write_buffer = null,
    ?int $so_rcvbuf = null,
    ?int $so_sndbuf = null,
    array $options = []
) {}

/**
 * Connects to a server and returns the connection as a PHP stream.
 *
 * The addresses a name has are tried in turn within one timeout. Takes the arguments of stream_socket_client() in the
 * same order, then sizes and options; errors are those of xsock_server().
 *
 * @param string $address as for xsock_server(), except `systemd://`; `fd://3` adopts a connected socket
 * @param int $error_code errno of the last attempt; 0 when good or when it failed before any system call
 * @param string $error_message step, address and reason; "" when good
 * @param float|null $timeout seconds for the whole of connecting; null is INI default_socket_timeout; negative is for
 *   ever
 * @param int $flags STREAM_CLIENT_CONNECT, with STREAM_CLIENT_ASYNC_CONNECT or STREAM_CLIENT_PERSISTENT
 * @param resource|null $context stream context, whose groups `socket` and `ssl` give options; null is the default
 *   context
 * @param int|null $read_buffer bytes the stream reads ahead; 0 is unbuffered; null is INI xsock.read_buffer
 * @param int|null $write_buffer bytes of small writes gathered before they are sent; 0 sends each; null is INI
 *   xsock.write_buffer
 * @param int|null $so_rcvbuf bytes of the kernel's receive buffer, set before connect; null leaves it to the system
 * @param int|null $so_sndbuf bytes of the kernel's send buffer, set before connect; null leaves it to the system
 * @param array $options options by name, see options.md
 * @return resource|false the connection's stream; false when the address is bad, nobody answered or time ran out
 */
function xsock_client(
    string $address,
    &$error_code = null,
    &$error_message = null,
    ?float $timeout = null,
    int $flags = STREAM_CLIENT_CONNECT,
    $context = null,
    ?int $read_buffer = null,
    ?int $write_buffer = null,
    ?int $so_rcvbuf = null,
    ?int $so_sndbuf = null,
    array $options = []
) {}

/**
 * Takes the next waiting connection. A TLS server hands out connections whose handshake is done, one with the
 * option proxy_protocol those whose PROXY header is read; a silent client keeps nobody waiting.
 *
 * Nobody there before the timeout, or at once on a non-blocking server, is no error: false, code 0, no warning. A
 * signal ends the wait: false, code EINTR, no warning, and its handler runs before the next statement. Connections
 * that broke while they waited are counted (`aborted` of xsock_info()) and the next one is taken. Out of descriptors
 * or memory: false, that errno and a warning; the server stays usable. For the next 50 ms stream_select() does not
 * report it and a call that waits does not try again, so that a loop does not spin.
 *
 * @param resource $socket a server of xsock_server()
 * @param float|null $timeout seconds to wait; 0 only looks; null is INI default_socket_timeout; negative is for ever
 * @param string $peer_name address of the client: `192.0.2.1:49152`, `[2001:db8::1]:49152`; "" for an unnamed unix
 *   socket
 * @param int $error_code errno; 0 when good or when nobody came
 * @param string $error_message step, address and reason; "" when good or when nobody came
 * @return resource|false the connection's stream
 */
function xsock_accept(
    $socket,
    ?float $timeout = null,
    &$peer_name = null,
    &$error_code = null,
    &$error_message = null
) {}

/**
 * Takes all waiting connections at once, $limit at most.
 *
 * Waits up to $timeout for the first, never for more. An error after the first connection is kept for the next call,
 * so none is lost. Errors are those of xsock_accept(), with an empty list for false.
 *
 * @param resource $socket a server of xsock_server()
 * @param int $limit most connections to take, 1 or more
 * @param float|null $timeout seconds to wait for the first; 0 only looks; null is INI default_socket_timeout;
 *   negative is for ever
 * @param array $peer_names the clients' addresses, under the same keys
 * @param int $error_code errno; 0 when good or when nobody came
 * @return array list of streams, possibly empty
 */
function xsock_accept_many(
    $socket,
    int $limit = 64,
    ?float $timeout = 0.0,
    &$peer_names = null,
    &$error_code = null
): array {}

/**
 * Tells what is really in force on a stream of this extension.
 *
 * For all: `transport`, `local` and `peer` (null where there is none), `blocking`, `read_buffer`, `write_buffer`,
 * `so_rcvbuf` and `so_sndbuf` (bytes, the kernel's values), `options` (each option of the transport that has a value,
 * as xsock_get_option() gives it). Servers have `backlog` (effective), `queued` (clients waiting in the kernel now,
 * null where the system cannot tell), `accepted` and `aborted` (counters), TLS and PROXY servers also `setting_up`,
 * `setup_failed`, `setup_timed_out`, `setup_evicted`, `last_setup_error` and `tls` (`certificate_expires` and
 * `certificate_read`, Unix times, `sessions`); others have `bytes_in`, `bytes_out`, `gathered` (bytes in the write
 * buffer) and, on tcp where the system tells, `tcp`: `rtt` in microseconds, `retransmits`, `cwnd` in segments, behind
 * a PROXY header `proxy`: `version`, `proxy` (the real peer; `peer` is the client then), and where the header has them
 * `source`, `destination`, `alpn`, `authority`, `unique_id`, `netns`, `ssl` (`tls`, `certificate`, `verified`,
 * `version`, `cn`, `cipher`, `sig_alg`, `key_alg`: the client's connection to the proxy); `local` stays this machine's
 * address. On TLS `tls`: `version`, `cipher`, `bits`, `resumed`, `ktls`, and where there is one `alpn`, `sni`,
 * `peer_subject`, `peer_fingerprint` and `peer_certificate_pem`; before the handshake is done only `wants`: "read" or
 * "write", what an event loop has to watch for before it calls stream_socket_enable_crypto() again.
 *
 * @param resource $stream a stream of this extension; any other throws a TypeError
 */
function xsock_info($stream): array {}

/**
 * Reads an option of an open stream: the kernel's own value where there is one, else what was given to
 * xsock_server() or set later. Passphrases and keys are not told.
 *
 * @param resource $stream a stream of this extension; any other throws a TypeError
 * @param string $name an option of options.md; an unknown one throws a ValueError
 * @return mixed null and a warning when there is no value: it was not given, or the system does not tell
 */
function xsock_get_option($stream, string $name): mixed {}

/**
 * Changes an option of an open stream. Only some can change: options.md says which.
 *
 * @param resource $stream a stream of this extension; any other throws a TypeError
 * @param string $name an option of options.md; an unknown one, or one that cannot change now, throws a ValueError
 * @param mixed $value of the option's type and range, else TypeError or ValueError
 * @return bool false and a warning when the system refuses
 */
function xsock_set_option($stream, string $name, mixed $value): bool {}

/**
 * Closes this process's copy of a stream and nothing more, for the parent after a fork: the connection lives on in
 * the child, nothing is shut down and no unix path is removed. The stream ends as after fclose(). What this process
 * gathered for it goes out first, as far as the stream's timeout allows.
 *
 * @param resource $stream a stream of this extension; any other throws a TypeError
 * @return bool always true
 */
function xsock_detach($stream): bool {}

/**
 * Aborts a connection: the peer gets a reset instead of an orderly end, unsent output is dropped. The stream ends as
 * after fclose().
 *
 * @param resource $stream a tcp or tls connection; other streams of this extension are just closed; any other throws
 *   a TypeError
 * @return bool always true
 */
function xsock_reset($stream): bool {}

/**
 * Prepares a server that shares its port with others (`so_reuseport`) for leaving: no new connection gets into its
 * queue, those that are in it or in the middle of their handshake can still be accepted. Closing a server resets the
 * clients in its queue; after this, accept until nobody came for a moment, then close. See docs/restarts.md.
 *
 * The kernel cannot pass new connections on to the others while this socket is open: it drops their requests, and the
 * clients repeat them after a second.
 *
 * @param resource $server a tcp or tls server of this extension, else a TypeError or ValueError is thrown
 * @return bool false and a warning where the system has no such thing (Linux has)
 */
function xsock_drain($server): bool {}

/**
 * Reads certificates, keys and the other files of a listener's TLS options again and uses them for new connections;
 * those there keep what they have. Sessions can still be resumed.
 *
 * @param resource $server a listening stream of this extension, else a TypeError or ValueError is thrown
 * @return bool false with E_WARNING, naming file and reason, when one cannot be used: those that belong together
 *   (`local_cert`, `SNI_server_certs`, ...) all stay as they were. Files that were named for single connections
 *   (stream_socket_enable_crypto() with a context of its own) count as long as such a connection is there
 */
function xsock_tls_reload($server): bool {}

/**
 * Writes several strings with one system call for 1,024 of them, as if they were one. On datagram transports they
 * make one datagram.
 *
 * A blocking stream writes all of it, within the stream's timeout; a non-blocking one takes what fits.
 *
 * @param resource $stream a stream of this extension; any other throws a TypeError
 * @param array $chunks list of strings
 * @return int|false bytes taken; false when the peer is gone or time ran out before any
 */
function xsock_writev($stream, array $chunks): int|false {}

/**
 * Receives several datagrams with one system call per 64 of them.
 *
 * A blocking socket waits for the first, within the stream's timeout, and takes what else is there; a non-blocking one
 * takes what is there. Nothing before the timeout, or nothing there, is an empty list (`timed_out` of
 * stream_get_meta_data() tells). Each entry is `[string $payload, string $peer, bool $truncated]`; with the option
 * ip_pktinfo a fourth element is the address of this machine it came to. A datagram longer than $size is cut there
 * and marked truncated. What `fread()` or `fgets()` left of a datagram comes first, alone, with an empty $peer. With
 * the option udp_gro datagrams the kernel joined come apart again, so there can be more of them than $limit.
 *
 * @param resource $socket a udp or udg stream of this extension, else a TypeError or ValueError is thrown
 * @param int $limit most datagrams to take, 1 to 1024; fewer are taken when $limit times $size is more than 64 MiB
 * @param int $size longest payload, 1 to 1048576
 * @return array|false list of datagrams, possibly empty; false and a warning when the system reports an error
 */
function xsock_recv_many($socket, int $limit = 64, int $size = 65535): array|false {}

/**
 * Sends several datagrams, in order, with one system call per 64 of them.
 *
 * Each is a string, for a connected socket, or `[string $payload, ?string $peer]`; what xsock_recv_many() gave can be
 * sent back as it is, and with a fourth element, an address of this machine, that is where it comes from. Peers are
 * numeric addresses as xsock_recv_many() shows them, nothing is looked up. All are checked before the first goes out.
 * A blocking socket waits for room, within the stream's timeout.
 *
 * @param resource $socket a udp or udg stream of this extension, else a TypeError or ValueError is thrown
 * @param array $datagrams list of datagrams
 * @return int how many went out; fewer than given when there was no room for more, or, with a warning, when the system
 *   refused the next one
 */
function xsock_send_many($socket, array $datagrams): int {}

/**
 * Sends a file, or a part of it, over a connection: with sendfile(2) on plain connections, so that it is not copied
 * through the process, and by reading and sending on TLS and where the system has no sendfile(2).
 *
 * The file's own position neither counts nor moves. A blocking stream sends all of it; its timeout counts from the last
 * byte that moved. A non-blocking one sends what fits: go on from `$offset` plus the result. When the file ends before
 * the range does, also because somebody truncates it meanwhile, what is there is sent, a warning says what is missing
 * and the result is short; when nothing is left at $offset it is false. A file that has bytes although its size is told
 * as 0, as most of those in /proc, is sent up to where reading it ends. A notification callback of the stream's context
 * is told the progress.
 *
 * @param resource $stream a connection of this extension without write filters, else a TypeError or ValueError is
 *   thrown
 * @param resource $file a stream of a plain file, open for reading, without read filters, else a ValueError is thrown
 * @param int $offset first byte to send
 * @param int|null $length bytes to send; null is up to the end of the file
 * @return int|false bytes sent; false when the peer is gone, or time ran out, before any
 */
function xsock_sendfile($stream, $file, int $offset = 0, ?int $length = null): int|false {}

/**
 * Sends open descriptors to the process at the other end of a unix socket, together with some bytes: listeners,
 * connections, files, pipes, whatever stream has a descriptor. Both processes have them then; close yours with
 * xsock_detach(), which leaves connections and socket files alone.
 *
 * A listener's queue of waiting clients goes with it. What PHP has read of a connection and the script has not, and
 * gathered output that does not go out, would stay behind: then nothing is sent, the result is false and a warning says
 * which stream it is.
 *
 * @param resource $unix a connected unix or udg stream of this extension, without TLS and filters, else a TypeError or
 *   ValueError is thrown
 * @param array $streams 1 to 253 streams; a TLS connection throws a ValueError, its keys cannot be passed on
 * @param string $data bytes to send along, at least one: the descriptors go with the first
 * @return int|false bytes of $data that went; 0 on a non-blocking stream without room: nothing was sent; false when the
 *   peer is gone or time ran out
 */
function xsock_send_fds($unix, array $streams, string $data = "\0"): int|false {}

/**
 * Receives descriptors, and the bytes that came with them, from a unix socket. Each becomes a stream of its kind: a
 * listening socket a server for xsock_accept(), a connection or datagram socket one of this extension, anything else a
 * plain stream of PHP. They are close-on-exec, and blocking or not as the sender had them.
 *
 * Waits as fread() does; nothing before the timeout, or nothing there, is an empty list. One call takes at most one
 * message with descriptors; read everything on such a socket with this function, because other reads drop descriptors.
 *
 * @param resource $unix a connected unix or udg stream of this extension, without TLS and filters, else a TypeError or
 *   ValueError is thrown
 * @param int $limit most descriptors to take, 1 to 253; others are closed, with a warning
 * @param string $data bytes that came, 65,536 at most; also without descriptors
 * @return array|false streams, possibly none; false at the end of the connection (feof() tells), and with a warning on
 *   errors
 */
function xsock_recv_fds($unix, int $limit = 16, &$data = null): array|false {}

/**
 * Tells which process is at the other end of a unix connection, as it was when it connected (seen from a client: when
 * the server began to listen).
 *
 * @param resource $unix a unix connection of this extension, else a TypeError or ValueError is thrown
 * @return array|false `pid` (-1 where the system does not tell), `uid` and `gid`; false and a warning when the system
 *   refuses
 */
function xsock_peer_credentials($unix): array|false {}
