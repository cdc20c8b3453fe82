# SPDX-License-Identifier: Apache-2.0
# Functions that the scripts of this folder share. Bash; sourced, not run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

HRB_PACKAGES=(build-essential cmake ninja-build pkg-config libglib2.0-dev libcjson-dev libexpat1-dev zlib1g-dev libcmocka-dev python3 poppler-utils
              python3-openpyxl python3-docx python3-lxml) # the last three: second readers for the tests
HRB_SAMPLE=examples/sample/department-2026-budget.txt

say() { printf '\n== %s\n' "$*"; }

# Whether everything the build needs is there, wherever it came from.
have_all() {
    local program
    for program in cc c++ cmake ninja pkg-config python3 pdftotext; do
        command -v "$program" >/dev/null || return 1
    done
    /usr/bin/python3 -c 'import openpyxl, docx, lxml' 2>/dev/null || return 1
    pkg-config --exists 'glib-2.0 >= 2.66' 'libcjson >= 1.7.15' 'expat >= 2.5' 'zlib >= 1.2.11' cmocka
}

# install_packages NAME... through apt; with sudo, and saying so, when not root.
install_packages() {
    command -v apt-get >/dev/null || { echo "This system has no apt-get. Please install: $*" >&2; exit 1; }
    local root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || { echo "Please install as root: apt-get install $*" >&2; exit 1; }
        echo "Installing with sudo: $*"
        root=(sudo)
    else
        echo "Installing: $*"
    fi
    # ${root[@]+...}: an empty array is an error under `set -u` in old bash.
    ${root[@]+"${root[@]}"} apt-get update -qq
    ${root[@]+"${root[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

need_packages() {
    have_all || install_packages "${HRB_PACKAGES[@]}"
}

# build PRESET, quietly unless it fails.
build() {
    local log
    log=$(mktemp)
    say "Building ($1)"
    if ! { cmake --preset "$1" && cmake --build --preset "$1"; } >"$log" 2>&1; then
        cat "$log" >&2
        rm -f "$log"
        echo "The build ($1) failed." >&2
        exit 1
    fi
    rm -f "$log"
}
