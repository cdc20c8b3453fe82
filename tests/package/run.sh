#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The Debian packages hold what they should, install into a root of their own,
# work there, and leave nothing behind when removed. They are built from scratch,
# so only where HRB_SLOW_TESTS is set, as scripts/test does.
# usage: run.sh CMAKE BUILD_FOLDER VERSION SOVERSION
set -eu
cmake=$1 build=$2/package version=$3 so=$4
cd "$(dirname "$0")/../.."
[ -n "${HRB_SLOW_TESTS-}" ] || { echo "skipped: HRB_SLOW_TESTS is not set"; exit 77; }
for program in dpkg-deb dpkg fakeroot dpkg-shlibdeps; do
    command -v $program >/dev/null || { echo "skipped: there is no $program"; exit 77; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
fail() { echo "FAILED: $1" >&2; exit 1; }
quietly() { "$@" >"$work/log" 2>&1 || { cat "$work/log"; fail "$*"; }; }

quietly "$cmake" -S . -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=RelWithDebInfo -DCMAKE_INSTALL_PREFIX=/usr -DBUILD_TESTING=OFF
quietly "$cmake" --build "$build"
rm -f "$build"/*.deb
(cd "$build" && quietly cpack -G DEB)

has() { dpkg-deb -c "$1" >"$work/list"; grep -q "$2" "$work/list" || { cat "$work/list"; fail "${1##*/} lacks $2"; }; }
lacks() { dpkg-deb -c "$1" >"$work/list"; if grep "$2" "$work/list"; then fail "${1##*/} holds $2"; fi; }
library=$(ls "$build"/libhrbudget"$so"_"$version"_*.deb) dev=$(ls "$build"/libhrbudget-dev_*.deb) tools=$(ls "$build"/hrbudget-tools_*.deb)
has "$library" "libhrbudget\.so\.$so$\|libhrbudget\.so\.$so ->"
lacks "$library" '\.h$'
lacks "$library" 'libhrbudget\.so ->'
has "$dev" 'include/hrbudget/hrbudget\.h'
has "$dev" 'libhrbudget\.so ->'
has "$dev" 'libhrbudget\.a'
has "$dev" 'pkgconfig/hrbudget\.pc'
has "$dev" 'hrbudgetConfigVersion\.cmake'
lacks "$dev" '/bin/'
has "$tools" 'usr/bin/hrbudget$'
lacks "$tools" 'libhrbudget\.so'
dpkg-deb -f "$library" Depends | grep -q 'libc6' || fail "the library's dependencies are not worked out"
dpkg-deb -f "$tools" Depends | grep -q "libhrbudget$so (= $version)" || fail "the tools do not depend on their library"

# A root with a package database of its own; what the packages depend on is this system's.
root=$work/root
mkdir -p "$root/var/lib/dpkg/info" "$root/var/lib/dpkg/updates" "$root/var/lib/dpkg/triggers"
: >"$root/var/lib/dpkg/status"
: >"$root/var/lib/dpkg/available"
in_root() { quietly fakeroot dpkg --root="$root" --force-not-root --force-depends --force-script-chrootless --log="$work/dpkg.log" "$@"; }
in_root -i "$library" "$dev" "$tools"
program=$root/usr/bin/hrbudget
libdir=$(dirname "$(find "$root/usr/lib" -name "libhrbudget.so.$so")")
status=0
LD_LIBRARY_PATH=$libdir "$program" check examples/sample/department-2026-budget.txt >"$work/out" || status=$?
[ "$status" -eq 1 ] && grep -q HB-SUM-020 "$work/out" || { cat "$work/out"; fail "the installed program does not find the sample's errors"; }
PKG_CONFIG_PATH=$libdir/pkgconfig
export PKG_CONFIG_PATH
# shellcheck disable=SC2046 # flags are words
"${CC:-cc}" -std=c99 examples/check_file.c -o "$work/check_file" $(pkg-config --cflags --libs hrbudget)
LD_LIBRARY_PATH=$libdir "$work/check_file" examples/sample/department-2026-budget.txt | grep -q HB-SUM-020 || fail "a program built against the packages"

in_root -r hrbudget-tools libhrbudget-dev "libhrbudget$so"
left=$(find "$root" -path "$root/var" -prune -o ! -type d -print)
[ -z "$left" ] || { echo "$left"; fail "left behind"; }
echo "three packages install, work and go: ${library##*/} ${dev##*/} ${tools##*/}"
