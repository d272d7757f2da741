# Sourced by the build scripts: changes to the project's folder and installs what a build needs.
cd "$(dirname "${BASH_SOURCE[0]}")/.."

if ! command -v swift >/dev/null; then
    echo "Tape is built with Swift 6.2 or newer, and there is no \`swift\` here. See https://swift.org/install" >&2
    exit 1
fi

# The prompt uses libedit, whose header may have to be installed.
has_libedit() {
    [ -e /usr/include/histedit.h ] || [ -e /usr/local/include/histedit.h ] || [ "$(uname)" = Darwin ] ||
        { command -v pkg-config >/dev/null && pkg-config --exists libedit; }
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi
}

if ! has_libedit; then
    if ! command -v apt-get >/dev/null; then
        echo "Please install the development files of libedit (libedit-dev, libedit-devel), then try again." >&2
        exit 1
    fi
    echo "Installing libedit-dev …"
    as_root apt-get update -qq
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends libedit-dev >/dev/null
fi
