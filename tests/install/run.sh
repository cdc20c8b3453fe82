#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs the build into an empty prefix, moves the prefix, and uses the library
# from there as a stranger would: pkg-config shared and static, and CMake.
# usage: run.sh CMAKE BUILD_FOLDER VERSION
set -eu
cmake=$1 build=$2 version=$3
cd "$(dirname "$0")/../.."
sample=examples/sample/department-2026-budget.txt
cc=${CC:-cc}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

fail() { echo "FAILED: $1" >&2; exit 1; }
must_fail() { what=$1; shift; "$@" >"$work/log" 2>&1 && fail "$what"; echo "refused: $what"; }

"$cmake" --install "$build" --prefix "$work/first" >"$work/log" || { cat "$work/log"; exit 1; }
mv "$work/first" "$work/moved"
prefix=$work/moved
pc=$(dirname "$(find "$prefix" -name hrbudget.pc)")
libdir=$(dirname "$pc")
export PKG_CONFIG_PATH="$pc"

for file in bin/hrbudget share/man/man1/hrbudget.1 share/bash-completion/completions/hrbudget share/zsh/site-functions/_hrbudget; do
    [ -f "$prefix/$file" ] || fail "$file is not installed"
done

[ "$(pkg-config --modversion hrbudget)" = "$version" ] || fail "pkg-config tells another version"
if grep -rl "$build\|$work" "$pc" "$libdir/cmake" 2>/dev/null; then fail "an installed file holds an absolute path"; fi

# Without pkg-config's flags nothing may be found, or the rest would prove nothing.
must_fail "compiling without flags" "$cc" examples/check_file.c -o "$work/none"

# shellcheck disable=SC2046 # flags are words
"$cc" -std=c99 examples/check_file.c -o "$work/shared" $(pkg-config --cflags --libs hrbudget)
# shellcheck disable=SC2046
"$cc" -std=c99 examples/check_file.c -o "$work/static" $(pkg-config --cflags hrbudget) \
    -Wl,-Bstatic -L"$libdir" -lhrbudget -Wl,-Bdynamic $(pkg-config --static --libs hrbudget | sed 's/-lhrbudget//')
ldd "$work/static" 2>/dev/null | grep -q libhrbudget && fail "the static program needs the shared library"
pkg-config --libs hrbudget | grep -q cjson && fail "plain --libs names private libraries"

LD_LIBRARY_PATH=$libdir "$work/shared" "$sample" >"$work/shared.out"
"$work/static" "$sample" >"$work/static.out"
cmp "$work/shared.out" "$work/static.out" || fail "shared and static print different things"
[ -s "$work/shared.out" ] || fail "the sample has planted contradictions, but nothing was found"
echo "pkg-config: shared and static print the same"

"$cmake" -S examples -B "$work/examples" -DCMAKE_PREFIX_PATH="$prefix" >"$work/log" 2>&1 &&
    "$cmake" --build "$work/examples" >>"$work/log" 2>&1 || { cat "$work/log"; fail "examples through find_package"; }
for program in check_file check_file_static; do
    "$work/examples/$program" "$sample" | cmp - "$work/shared.out" || fail "$program of CMake prints something else"
done
"$work/examples/walk_facts" "$sample" 2080101 | grep -q '12,486,352.47元' || fail "walk_facts"
must_print() { what=$1 wanted=$2; shift 2; "$@" >"$work/log" 2>&1 && grep -q "$wanted" "$work/log" || { cat "$work/log"; fail "$what"; }; }
must_print own_rulebook '^HB-SAME-900: [1-9][0-9]* evaluated' "$work/examples/own_rulebook" "$sample"
must_print own_blocks '^row 6, column 3: .*3,100.00' "$work/examples/own_blocks"
must_print evaluate_target '95%: met' "$work/examples/evaluate_target"
must_print stream_findings '^HB-SUM-020 [0-9a-f]\{16\}$' "$work/examples/stream_findings" "$sample"
must_print many_threads '^8 threads, 8 with the same result$' "$work/examples/many_threads" "$sample"
"$work/examples/own_codebook" | grep -q '2080188 青云区公共服务专项' || fail "own_codebook"
echo "find_package: examples print the same"

mkdir "$work/newer"
printf 'cmake_minimum_required(VERSION 3.22)\nproject(newer LANGUAGES C)\nfind_package(hrbudget 999.0 REQUIRED)\n' >"$work/newer/CMakeLists.txt"
must_fail "a version newer than this one" "$cmake" -S "$work/newer" -B "$work/newer/build" -DCMAKE_PREFIX_PATH="$prefix"
grep -q 'compatible with requested version' "$work/log" || { cat "$work/log"; fail "find_package failed for another reason"; }
