/* What is done with one connection before it is handed out: its PROXY header, then its handshake. */
#include "../transports/tls.h"
#include "setup_parts.h"
#include "stream.h"
#include "transport.h"

bool xs_setup_expect(xs_setups *setups, struct setup *s)
{
	const xs_prelude_rules *rules = setups->rules;
	s->patience = XS_NEVER;
	if (rules == NULL) {
		return true;
	}
	s->header_due = xs_prelude_trusts(rules, &s->peer);
	if (s->header_due && xs_prelude_is_optional(rules)) {
		s->patience = MIN(xs_deadline_in(xs_prelude_wait(rules)), s->deadline);
		xs_setup_expires(setups, s->patience);
	}
	return s->header_due || xs_prelude_is_optional(rules);
}

static zend_result begin_tls(xs_setups *setups, struct setup *s, xs_error *err)
{
	size_t len;
	if (xs_tls_begin(s->sock, &setups->listener->listener->opt, true, NULL, err) != SUCCESS) {
		return FAILURE;
	}
	if (xs_setup_calls(setups)) {
		xs_stream_early(s->sock, setups->listener);
	}
	char *early = xs_prelude_take_back(s->sock, &len);
	if (early) {
		xs_tls_put_early(s->sock, early, len);
	}
	s->tls_begun = true;
	return SUCCESS;
}

xs_io xs_setup_go_on(xs_setups *setups, struct setup *s, xs_error *err)
{
	if (s->header_due) {
		xs_io r = xs_prelude_read(setups->rules, s->sock, err);
		if (r == XS_WANT_READ && xs_prelude_has_begun(s->sock)) {
			s->patience = XS_NEVER; /* it is sending one, slowly: that is no silence */
		}
		if (r == XS_FAIL || (r != XS_OK && (s->patience == XS_NEVER || xs_clock() < s->patience))) {
			return r;
		}
		s->header_due = false;
		s->patience = XS_NEVER;
		xs_prelude_address(s->sock, true, &s->peer);
	}
	if (!xs_transport_speaks_tls(s->sock->transport, &setups->listener->listener->opt)) {
		return XS_OK;
	}
	if (!s->tls_begun && begin_tls(setups, s, err) != SUCCESS) {
		return XS_FAIL;
	}
	return xs_tls_handshake(s->sock, err);
}
