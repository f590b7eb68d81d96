#include "linger.h"

#include "readahead.h"

#define PATIENCE_S 2.0
#define INTERVAL_NS INT64_C(20000) /* between two rounds, for each connection in them */
#define TURN_NS INT64_C(10000000)  /* at the end, how long one is waited for at a time */
#define DROP 16384                 /* bytes read and dropped at a time */
#define DROPS 16                   /* so often in one go */

struct lingering {
	php_socket_t fd; /* owned; SOCK_ERR: a parent process's */
	xs_deadline deadline;
	char *out; /* bytes off .. off+len have still to be sent; malloc'ed, owned; or NULL */
	size_t off, len;
};

/* Exists while there are some. Oldest first. */
struct xs_lingering {
	int count;
	int64_t served_at;
	struct lingering at[XS_LINGER_MOST];
};

static bool passes(int code)
{
	return xs_os_would_block(code) || xs_os_no_buffers(code) || code == EINTR;
}

/* False: the connection is broken. */
static bool send_rest(struct lingering *l)
{
	if (l->len == 0) {
		return true;
	}
	ssize_t n = xs_os_send(l->fd, l->out + l->off, l->len, 0);
	if (n < 0) {
		return passes(php_socket_errno());
	}
	l->off += (size_t) n;
	l->len -= (size_t) n;
	if (l->len == 0) {
		shutdown(l->fd, SHUT_WR);
	}
	return true;
}

/* One step. True: it is over. *came is set when there was unread input. */
static bool step(struct lingering *l, bool *came)
{
	char *drop = xs_scratch(DROP);
	if (!send_rest(l)) {
		return true;
	}
	for (int i = 0; i < DROPS; i++) {
		ssize_t n = xs_os_recv(l->fd, drop, DROP, 0, false, NULL, NULL);
		if (n <= 0) {
			return n == 0 ? l->len == 0 : !passes(php_socket_errno());
		}
		*came = true;
	}
	return false;
}

static void finish(struct lingering *l)
{
	if (l->fd != SOCK_ERR) {
		xs_os_close(l->fd);
	}
	free(l->out);
}

static void take_out(struct xs_lingering *all, int i)
{
	finish(&all->at[i]);
	all->count--;
	memmove(&all->at[i], &all->at[i + 1], (size_t) (all->count - i) * sizeof(*all->at));
	if (all->count == 0) {
		free(all);
		XSG(lingering) = NULL;
	}
}

static void add(const struct lingering *l)
{
	if (XSG(lingering) == NULL) {
		XSG(lingering) = pecalloc(1, sizeof(*XSG(lingering)), 1);
	} else if (XSG(lingering)->count == XS_LINGER_MOST) {
		take_out(XSG(lingering), 0);
	}
	XSG(lingering)->at[XSG(lingering)->count++] = *l;
}

void xs_linger(xs_socket *sock)
{
	struct lingering l = { .fd = sock->ns.socket, .deadline = xs_deadline_in(PATIENCE_S) };
	bool came = sock->layer->pending && sock->layer->pending(sock);
	if (sock->layer->take_unsent) {
		l.out = sock->layer->take_unsent(sock, &l.len);
	}
	if (l.len == 0) {
		shutdown(l.fd, SHUT_WR);
	}
	if (step(&l, &came) || (!came && l.len == 0)) {
		free(l.out);
		return;
	}
	sock->ns.socket = SOCK_ERR;
	add(&l);
}

static void serve(int64_t now)
{
	struct xs_lingering *all = XSG(lingering);
	bool came;
	all->served_at = now;
	for (int i = all->count; i-- > 0;) {
		struct lingering *l = &all->at[i];
		if (l->fd == SOCK_ERR || step(l, &came) || now >= l->deadline) {
			take_out(all, i); /* the last one takes the list with it */
		}
	}
}

void xs_linger_serve_all(void)
{
	int64_t now = xs_clock();
	if (now - XSG(lingering)->served_at >= INTERVAL_NS * XSG(lingering)->count) {
		serve(now);
	}
}

bool xs_linger_give_way(void)
{
	if (XSG(lingering) == NULL) {
		return false;
	}
	take_out(XSG(lingering), 0);
	return true;
}

void xs_linger_end(void)
{
	while (XSG(lingering)) {
		const struct lingering *oldest = &XSG(lingering)->at[0];
		int64_t now = xs_clock(), soon = now + TURN_NS; /* the others get their turn, too */
		if (oldest->fd != SOCK_ERR) {
			xs_wait(oldest->fd, oldest->len ? POLLOUT : POLLIN, MIN(oldest->deadline, soon), NULL);
		}
		serve(xs_clock());
	}
}

void xs_linger_forget_after_fork(void)
{
	for (int i = 0; XSG(lingering) && i < XSG(lingering)->count; i++) {
		if (XSG(lingering)->at[i].fd != SOCK_ERR) {
			xs_os_close(XSG(lingering)->at[i].fd);
			XSG(lingering)->at[i].fd = SOCK_ERR;
		}
	}
}
