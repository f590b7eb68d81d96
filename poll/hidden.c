/* What the kernel does not see: bytes in PHP's read buffer and decrypted ones make a stream ready, too.
 *
 * Only watchers that may have such bytes are looked at, so a thousand idle ones cost nothing. Streams of ours
 * say when something was read. Others are suspected when they are added, modified or reported; as they may be
 * read at any time, a few of them are looked at in each wait, and all before it sleeps. */
#include "poll.h"

#include "../core/io.h"
#include "../core/outbuf.h"

#define OF_HOT(ring) ((xs_watcher *) ((char *) (ring) -offsetof(xs_watcher, hot)))

void xs_hidden_suspect(xs_watcher *watcher)
{
	if (watcher->hot.next == &watcher->hot) { /* else it keeps its place in the queue */
		xs_ring_append(&watcher->set->hot, &watcher->hot);
	}
}

/* How many bytes wait where the kernel does not see them; 1 for an unknown number, and for an end. */
static size_t unread(const xs_watcher *watcher, const php_stream *stream)
{
	xs_socket *sock = watcher->sock;
	if (stream->writepos > stream->readpos) {
		return (size_t) (stream->writepos - stream->readpos);
	}
	return sock
		&& ((sock->layer->pending && sock->layer->pending(sock))
			|| (sock->layer->ended && sock->layer->ended(sock)));
}

/* Is there something to tell about hidden bytes? Edge-triggered: something new, which is that the program has
 * read or more has come since it was told. */
static bool has_news(const xs_watcher *watcher)
{
	const php_stream *stream = xs_poll_handle_stream(watcher->handle);
	if (stream == NULL || !(watcher->watched & XS_POLL_READ)) {
		return false;
	}
	size_t n = unread(watcher, stream);
	return n > 0
		&& (!(watcher->watched & XS_POLL_EDGE) || n != watcher->seen_unread
			|| stream->position != watcher->seen_position);
}

static void told(xs_watcher *watcher)
{
	const php_stream *stream = xs_poll_handle_stream(watcher->handle);
	watcher->seen_unread = unread(watcher, stream);
	watcher->seen_position = stream->position;
}

/* Must it be looked at again although it has no news? */
static bool stays_hot(xs_watcher *watcher)
{
	const php_stream *stream = xs_poll_handle_stream(watcher->handle);
	return stream && watcher->armed
		&& ((watcher->sock && xs_outbuf_pending(watcher->sock))
			|| ((watcher->watched & XS_POLL_EDGE) && unread(watcher, stream) > 0));
}

void xs_hidden_look(xs_poll_set *set, bool all)
{
	uint32_t most = all ? set->n_others : MIN(set->n_others, XS_HIDDEN_FEW);
	for (uint32_t n = most; n > 0 && set->others.next != &set->others; n--) {
		xs_watcher *watcher = (xs_watcher *) ((char *) set->others.next - offsetof(xs_watcher, all));
		xs_ring_append(&set->others, &watcher->all);
		if (xs_watcher_is_active(watcher) && has_news(watcher)) {
			xs_hidden_suspect(watcher);
		}
	}
}

zend_long xs_hidden_count(xs_poll_set *set)
{
	zend_long n = 0;
	struct xs_ring *next;
	for (struct xs_ring *r = set->hot.next; r != &set->hot; r = next) {
		xs_watcher *watcher = OF_HOT(r);
		next = r->next;
		if (watcher->sock && watcher->sock->out) {
			xs_io_push(watcher->sock);
		}
		if (watcher->sock && watcher->sock->flags & XS_F_LISTENING) {
			xs_set_follow(watcher);
		}
		if (watcher->armed && has_news(watcher)) {
			n++;
		} else if (!stays_hot(watcher)) {
			xs_ring_leave(r);
		}
	}
	return n;
}

void xs_hidden_take(xs_poll_set *set, zend_long most, zval *ready)
{
	struct xs_ring told_ring = { &told_ring, &told_ring }, *next;
	for (struct xs_ring *r = set->hot.next; r != &set->hot; r = next) {
		xs_watcher *watcher = OF_HOT(r);
		next = r->next;
		if (!has_news(watcher)) {
			continue;
		}
		if (watcher->turn == set->turn) {
			watcher->triggered |= XS_POLL_READ;
		} else if (watcher->armed && (zend_long) zend_hash_num_elements(Z_ARRVAL_P(ready)) < most) {
			xs_watcher_report(watcher, XS_POLL_READ, ready);
			if (watcher->watched & XS_POLL_ONESHOT) {
				xs_set_disarm(watcher);
			}
		} else {
			continue;
		}
		told(watcher);
		xs_ring_append(&told_ring, r); /* those behind it are told first next time */
	}
	while (told_ring.next != &told_ring) {
		xs_ring_append(&set->hot, told_ring.next);
	}
}
