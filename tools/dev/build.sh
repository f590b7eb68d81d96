#!/bin/bash
# ./dev build: builds in .build/<PHP version>; the second time only what changed.
. "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
need_toolchain
use_php
build_extension "$root/.build/$php_name" "$@"
printf '%s\n' ".build/$php_name/modules/xsock.so"
