/* The parts xs_tls_ctx_new() puts together, one function per group of options. Each checks its values and
 * files, and on failure says which one is wrong. */
#ifndef XS_TLS_CTX_PARTS_H
#define XS_TLS_CTX_PARTS_H

#include "tls_ctx.h"

#include "zend_smart_str.h"

/* A file to be read, as OpenSSL is to open it: absolute, inside open_basedir. option: for the error. */
bool xs_tls_find_file(const char *option, const char *name, char path[MAXPATHLEN], xs_error *err);

/* local_cert, local_pk, passphrase, SNI_server_certs. A server needs one of them. */
zend_result xs_tls_use_certificates(xs_tls_ctx *self, const xs_options *opt, xs_error *err);

/* dh_param */
zend_result xs_tls_use_dh(SSL_CTX *ctx, const char *file, xs_error *err);

/* verify_*, client_certs, cafile, capath, allow_self_signed */
zend_result xs_tls_set_verify(xs_tls_ctx *self, const xs_options *opt, xs_error *err);

/* peer_fingerprint: can it ever be met? */
zend_result xs_tls_check_fingerprints(const xs_options *opt, xs_error *err);

/* alpn_protocols */
zend_result xs_tls_set_alpn(xs_tls_ctx *self, const xs_options *opt, xs_error *err);

/* The list of alpn_protocols in wire format. FAILURE: a name is empty or too long. */
zend_result xs_tls_parse_alpn(xs_tls_ctx *self, const char *text);

/* From now on self->names count. */
void xs_tls_choose_by_name(xs_tls_ctx *self);

/* ticket_keys */
zend_result xs_tls_set_ticket_keys(xs_tls_ctx *self, const xs_options *opt, xs_error *err);

/* cafile, or the INI setting openssl.cafile, as an absolute path; NULL when there is neither. Core, too, does
 * not ask open_basedir about it: the system's authorities lie outside. */
const char *xs_tls_cafile(const xs_options *opt, char path[MAXPATHLEN]);

/* session_id_context, or its default; in tls_resume.c. When certificates and rules are set. */
void xs_tls_set_session_context(xs_tls_ctx *self, const xs_options *opt);

/* ktls, in tls_ktls.c */
zend_result xs_tls_set_ktls(xs_tls_ctx *self, const xs_options *opt, xs_error *err);

/* keylog_file, ocsp_file */
zend_result xs_tls_set_files(xs_tls_ctx *self, const xs_options *opt, xs_error *err);

#endif
