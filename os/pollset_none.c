/* For systems without epoll: Io\Poll has poll(2) only. */
#include "pollset.h"

const xs_pollset_ops *const xs_pollset_epoll = NULL;
