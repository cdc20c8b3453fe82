# SPDX-License-Identifier: Apache-2.0
# Shared by the scripts: installs what is missing, builds a preset.
packages="build-essential cmake ninja-build pkg-config libglib2.0-dev libcjson-dev libcmocka-dev python3"

# Installs the Debian packages that are not there yet, with sudo where needed.
install_packages() {
    missing=""
    for package in $packages; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing="$missing $package"
    done
    [ -n "$missing" ] || return 0
    sudo=""
    [ "$(id -u)" -eq 0 ] || sudo="sudo"
    echo "installing:$missing"
    $sudo apt-get update -qq
    DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends $missing
}

# build PRESET [TARGET]: configures and builds into build/PRESET.
build() {
    cmake --preset "$1" -S . >"build-$1.log" 2>&1 || { cat "build-$1.log"; return 1; }
    cmake --build "build/$1" ${2:+--target "$2"} >>"build-$1.log" 2>&1 || { cat "build-$1.log"; return 1; }
    rm -f "build-$1.log"
}
