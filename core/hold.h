/* While code of the script runs in the middle of a call for a stream, the stream must stay: until the end of
 * the hold fclose() refuses to close it, as xsock_detach() and xsock_reset() do. Holds overlap: they nest,
 * and with fibers that wait inside of such code they end in any order. A fatal error in that code ends the
 * request in the middle of the hold: see xs_holds_forget(). */
#ifndef XS_HOLD_H
#define XS_HOLD_H

#include "../php_xsock.h"

/* In hold.c: the same for a stream that is held already, and the end of one of several holds. */
void xs_hold_again(php_stream *stream);
void xs_hold_end_of_several(php_stream *stream, bool former);

/* Returns what xs_hold_end() wants to know. */
static inline bool xs_hold(php_stream *stream)
{
	XSG(holds)++;
	if (stream->flags & PHP_STREAM_FLAG_NO_FCLOSE) {
		xs_hold_again(stream);
		return true;
	}
	stream->flags |= PHP_STREAM_FLAG_NO_FCLOSE;
	return false;
}

static inline void xs_hold_end(php_stream *stream, bool former)
{
	XSG(holds)--;
	if (XSG(held_again)) {
		xs_hold_end_of_several(stream, former);
	} else if (!former) {
		stream->flags &= ~PHP_STREAM_FLAG_NO_FCLOSE;
	}
}

/* The end of the request: persistent streams of ours are let go that a hold was not ended for. */
void xs_holds_forget(void);

#endif
