/* xsock.replace_transports: PHP's own names tcp, udp, unix, udg, ssl, tls, tlsv1.0 to tlsv1.3 mean transports
 * of ours, so that programs nobody edits get them. Under these names defaults, results and words are core's;
 * where they are not on purpose, docs/differences.md says so. `xs_transport.as_core` tells them apart. */
#ifndef XS_REPLACE_H
#define XS_REPLACE_H

#include "../core/transport.h"

/* At module start, behind those whose transports are replaced. Keeps what PHP had under each name. */
void xs_replace_transports(void);

/* At module end: puts that back. Nothing when nothing was replaced. */
void xs_replace_undo(void);

#endif
