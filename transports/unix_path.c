#include "unix_path.h"

#include "../os/users.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

static zend_result fail(const char *step, int code, const xs_listener *listener, xs_error *err)
{
	xs_error_system(err, code, step, ZSTR_VAL(listener->address));
	return FAILURE;
}

/* A number, or a name looked up in the user or group database. */
static zend_result look_up(const char *option, zend_string *name, bool group, zend_long *id,
	const xs_listener *listener, xs_error *err)
{
	double unused;
	if (is_numeric_string(ZSTR_VAL(name), ZSTR_LEN(name), id, &unused, false) == IS_LONG && *id >= 0
		&& (uint64_t) *id < UINT32_MAX) { /* -1 means "leave as it is" to chown(2) */
		return SUCCESS;
	}
	if (!(group ? xs_os_group_id(ZSTR_VAL(name), id) : xs_os_user_id(ZSTR_VAL(name), id))) {
		xs_error_set(err, XS_ERROR_INPUT, 0, "%s %s: no %s \"%s\"", option, ZSTR_VAL(listener->address),
			group ? "group" : "user", ZSTR_VAL(name));
		return FAILURE;
	}
	return SUCCESS;
}

#define LOCK_TRIES 1000
#define LOCK_NAP_NS INT64_C(1000000)

/* The folder of a path, locked: of several servers that start on one dead file the first replaces it, and
 * those behind must find that one listening, not what it was before. -1 when we may not read the folder, or
 * somebody keeps the lock for a second: he shall not keep us from starting. */
static int lock_folder(const char *path)
{
	char folder[sizeof(((struct sockaddr_un *) NULL)->sun_path) + 1];
	const char *slash = strrchr(path, '/');
	size_t n = slash ? (size_t) (slash - path) + 1 : 0;
	memcpy(folder, path, n);
	memcpy(folder + n, ".", sizeof("."));
	int fd = open(folder, O_RDONLY | O_CLOEXEC);
	for (int i = 0; fd != -1 && flock(fd, LOCK_EX | LOCK_NB) != 0; i++) {
		if (i == LOCK_TRIES || (errno != EWOULDBLOCK && errno != EINTR)) {
			xs_os_close(fd);
			return -1;
		}
		xs_wait(fd, 0, xs_clock() + LOCK_NAP_NS, NULL);
	}
	return fd;
}

/* A socket file nobody listens on any more is removed; anything else stays, and bind(2) says so. */
static void remove_dead(const xs_sockaddr *to, int type)
{
	const char *path = ((const struct sockaddr_un *) &to->sa)->sun_path;
	struct stat st;
	if (lstat(path, &st) != 0 || !S_ISSOCK(st.st_mode)) {
		return;
	}
	php_socket_t probe = xs_os_socket(AF_UNIX, type, XS_OS_NONBLOCK | XS_OS_CLOEXEC);
	if (probe == SOCK_ERR) {
		return;
	}
	if (connect(probe, (const struct sockaddr *) &to->sa, to->len) != 0 && errno == ECONNREFUSED) {
		unlink(path);
	}
	xs_os_close(probe);
}

/* Of the socket file itself: a symbolic link somebody put there instead is not followed. */
static int set_mode(const char *path, mode_t mode)
{
	struct stat st;
	if (fchmodat(AT_FDCWD, path, mode, AT_SYMLINK_NOFOLLOW) == 0) {
		return 0;
	}
	/* The library says so of links, and of everything where it has no /proc to do it by. */
	if (errno != EOPNOTSUPP && errno != ENOTSUP && errno != ENOSYS) {
		return -1;
	}
	if (lstat(path, &st) == 0 && !S_ISSOCK(st.st_mode)) {
		errno = ELOOP;
		return -1;
	}
	return chmod(path, mode);
}

static zend_result set_rights(const char *path, const xs_options *opt, zend_long owner, zend_long group,
	const xs_listener *listener, xs_error *err)
{
	/* Between bind(2) and listen(2) nobody can connect, so there is no window with other rights. */
	if (XS_GIVEN(opt, unix_mode) && set_mode(path, (mode_t) opt->v[XS_OPT_unix_mode].i) != 0) {
		return fail("chmod", errno, listener, err);
	}
	if ((owner >= 0 || group >= 0) && lchown(path, (uid_t) owner, (gid_t) group) != 0) {
		return fail("chown", errno, listener, err);
	}
	return SUCCESS;
}

zend_result xs_unix_bind(php_socket_t fd, const xs_sockaddr *to, const xs_options *opt, xs_listener *listener,
	bool early_mode, xs_error *err)
{
	const char *path = ((const struct sockaddr_un *) &to->sa)->sun_path;
	bool is_file = to->len > offsetof(struct sockaddr_un, sun_path) && path[0] != '\0';
	bool remove = is_file && XS_INT(opt, unix_unlink, 0);
	zend_long owner = -1, group = -1;
	struct stat st;

	const char *wanted = XS_GIVEN(opt, unix_mode) ? "unix_mode"
		: XS_GIVEN(opt, unix_owner)               ? "unix_owner"
		: XS_GIVEN(opt, unix_group)               ? "unix_group"
												  : NULL;
	if (wanted && !is_file) {
		xs_error_set(err, XS_ERROR_INPUT, 0, "%s %s: an abstract name has no file, every process may connect",
			wanted, ZSTR_VAL(listener->address));
		return FAILURE;
	}
	if ((XS_GIVEN(opt, unix_owner)
			&& look_up("unix_owner", opt->v[XS_OPT_unix_owner].s, false, &owner, listener, err) != SUCCESS)
		|| (XS_GIVEN(opt, unix_group)
			&& look_up("unix_group", opt->v[XS_OPT_unix_group].s, true, &group, listener, err) != SUCCESS)) {
		return FAILURE;
	}
	if (remove) {
		listener->folder = lock_folder(path);
		remove_dead(to, early_mode ? SOCK_DGRAM : SOCK_STREAM);
	}
	if (is_file && early_mode && XS_GIVEN(opt, unix_mode)
		&& fchmod(fd, (mode_t) opt->v[XS_OPT_unix_mode].i) != 0) {
		return fail("fchmod", errno, listener, err);
	}
	if (bind(fd, (const struct sockaddr *) &to->sa, to->len) != 0) {
		return fail("bind", errno, listener, err);
	}
	if (!is_file) {
		return SUCCESS;
	}
	if (set_rights(path, opt, owner, group, listener, err) != SUCCESS) {
		unlink(path);
		return FAILURE;
	}
	/* Not through a symbolic link somebody put there instead: closing would remove the file it names. */
	if (lstat(path, &st) == 0 && S_ISSOCK(st.st_mode)) {
		/* Absolute, for a script may change its directory before it ends. */
		char full[MAXPATHLEN];
		const char *absolute = VCWD_REALPATH(path, full) ? full : path;
		listener->path = zend_string_init(absolute, strlen(absolute), 0);
		listener->device = (uint64_t) st.st_dev;
		listener->inode = (uint64_t) st.st_ino;
		listener->keep_path = !remove;
	}
	return SUCCESS;
}

void xs_unix_closed(const xs_listener *listener)
{
	struct stat st;
	if (listener->path && !listener->keep_path && lstat(ZSTR_VAL(listener->path), &st) == 0
		&& (uint64_t) st.st_dev == listener->device && (uint64_t) st.st_ino == listener->inode) {
		unlink(ZSTR_VAL(listener->path));
	}
}
