#include "hold.h"

#include "stream.h"

/* A stream that was held when another hold began. Exists until those other ones have ended. */
struct xs_held_again {
	struct xs_held_again *next;
	php_stream *stream;
	unsigned others;  /* holds besides the first */
	bool first_ended; /* before them: the last of them lets the stream go */
};

/* Where the pointer to it is, or to NULL. */
static struct xs_held_again **find(const php_stream *stream)
{
	struct xs_held_again **at = &XSG(held_again);
	while (*at && (*at)->stream != stream) {
		at = &(*at)->next;
	}
	return at;
}

void xs_hold_again(php_stream *stream)
{
	struct xs_held_again **at = find(stream);
	if (*at == NULL) {
		struct xs_held_again *held = ecalloc(1, sizeof(*held));
		held->stream = stream;
		*at = held;
	}
	(*at)->others++;
}

void xs_hold_end_of_several(php_stream *stream, bool former)
{
	struct xs_held_again **at = find(stream), *held = *at;
	if (held == NULL) {
		if (!former) {
			stream->flags &= ~PHP_STREAM_FLAG_NO_FCLOSE;
		}
	} else if (!former) {
		held->first_ended = true;
	} else if (--held->others == 0) {
		if (held->first_ended) {
			stream->flags &= ~PHP_STREAM_FLAG_NO_FCLOSE;
		}
		*at = held->next;
		efree(held);
	}
}

static int let_go(zval *item)
{
	const zend_resource *res = Z_PTR_P(item);
	php_stream *stream = res->ptr;
	if (res->type == php_file_le_pstream() && XS_IS_OURS(stream)) {
		stream->flags &= ~PHP_STREAM_FLAG_NO_FCLOSE;
		XS_SOCK(stream)->flags &= ~XS_F_TELLING;
		XS_FORGET_BUFFERED(stream, XS_SOCK(stream)->moved);
	}
	return ZEND_HASH_APPLY_KEEP;
}

void xs_holds_forget(void)
{
	while (XSG(held_again)) {
		struct xs_held_again *held = XSG(held_again);
		XSG(held_again) = held->next;
		efree(held);
	}
	if (XSG(holds)) {
		XSG(holds) = 0;
		zend_hash_apply(&EG(persistent_list), let_go);
	}
}
