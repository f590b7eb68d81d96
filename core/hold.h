/* While code of the script runs in the middle of a call for a stream, the stream must stay: until the end of
 * the hold fclose() refuses to close it, as xsock_detach() and xsock_reset() do. Holds nest. A fatal error in
 * that code ends the request in the middle of the hold: see xs_holds_forget(). */
#ifndef XS_HOLD_H
#define XS_HOLD_H

#include "../php_xsock.h"

/* Returns what xs_hold_end() wants to know. */
static inline bool xs_hold(php_stream *stream)
{
	bool former = stream->flags & PHP_STREAM_FLAG_NO_FCLOSE;
	stream->flags |= PHP_STREAM_FLAG_NO_FCLOSE;
	XSG(holds)++;
	return former;
}

static inline void xs_hold_end(php_stream *stream, bool former)
{
	if (!former) {
		stream->flags &= ~PHP_STREAM_FLAG_NO_FCLOSE;
	}
	XSG(holds)--;
}

/* The end of the request: persistent streams of ours are let go that a hold was not ended for. In stream.c.
 */
void xs_holds_forget(void);

#endif
