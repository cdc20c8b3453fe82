#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The reference is made from the headers without one warning, and has every exported function.
# usage: run.sh BUILD_FOLDER
set -eu
command -v doxygen >/dev/null || { echo "skipped: there is no doxygen (scripts/docs installs it)"; exit 77; }
rm -rf "$1/docs/html"
doxygen "$1/Doxyfile" || { echo "the headers have undocumented or misdocumented parts" >&2; exit 1; }
count=0
for name in $(scripts/exported-names); do
    grep -q "$name" "$1"/docs/html/*_8h.html || { echo "$name is not in the reference" >&2; exit 1; }
    count=$((count + 1))
done
echo "$count functions documented"
