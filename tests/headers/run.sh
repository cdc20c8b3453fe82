#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The umbrella header compiles alone as strict C99 and as C++17 without one
# warning, and each sub-header refuses to be included by itself.
# usage: run.sh [C compiler]
set -eu
cd "$(dirname "$0")/../.."
cc=${1:-cc}
cxx=${CXX:-c++}

"$cc" -std=c99 -pedantic-errors -Wall -Wextra -Wconversion -Wstrict-prototypes -Werror -Iinclude -fsyntax-only tests/headers/umbrella.c
echo "C99: ok"

if command -v "$cxx" >/dev/null; then
    "$cxx" -std=c++17 -pedantic-errors -Wall -Wextra -Wconversion -Werror -Iinclude -fsyntax-only tests/headers/umbrella.cpp
    echo "C++17: ok"
else
    echo "C++17: skipped, there is no C++ compiler"
fi

for header in include/hrbudget/*.h; do
    name=${header##*/}
    [ "$name" = hrbudget.h ] && continue
    if message=$(echo "#include <hrbudget/$name>" | "$cc" -std=c99 -Iinclude -fsyntax-only -x c - 2>&1); then
        echo "$name can be included by itself" >&2
        exit 1
    fi
    case $message in
    *"include <hrbudget/hrbudget.h> only"*) ;;
    *) echo "$name fails for another reason: $message" >&2; exit 1 ;;
    esac
done
echo "sub-headers: refused, as they should be"
