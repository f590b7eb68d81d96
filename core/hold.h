/* While code of the script runs in the middle of a call for a stream, the stream must stay: until the end of
 * the hold fclose() refuses to close it, as xsock_detach() and xsock_reset() do. Holds nest. */
#ifndef XS_HOLD_H
#define XS_HOLD_H

#include "../xs_compat.h"

/* Returns what xs_hold_end() wants to know. */
static inline bool xs_hold(php_stream *stream)
{
	bool former = stream->flags & PHP_STREAM_FLAG_NO_FCLOSE;
	stream->flags |= PHP_STREAM_FLAG_NO_FCLOSE;
	return former;
}

static inline void xs_hold_end(php_stream *stream, bool former)
{
	if (!former) {
		stream->flags &= ~PHP_STREAM_FLAG_NO_FCLOSE;
	}
}

#endif
