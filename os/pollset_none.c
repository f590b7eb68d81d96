/* For systems with neither epoll nor kqueue: Io\Poll has poll(2) only. */
#include "pollset.h"

const xs_pollset_ops *const xs_pollset_kernel = NULL;
