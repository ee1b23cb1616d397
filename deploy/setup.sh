#!/bin/sh
# Makes .venv and installs the locked packages into it; does nothing when they are there already.
#   sh deploy/setup.sh run     what the product needs
#   sh deploy/setup.sh test    and what the tests need, Chromium included
# PYTHON names another interpreter. pip's settings that say where packages come from and whom to trust, in the environment
# (PIP_INDEX_URL and the like) or in pip.conf, are handed on to uv, which installs the set in seconds but does not read
# them itself.
set -eu
cd "$(dirname "$0")/.."
purpose=${1:-run}
venv=.venv

say() { printf '  %s\n' "$*"; }
fail() { printf '\n%s\n' "$*" >&2; exit 1; }

find_python() {
    for candidate in "${PYTHON:-}" python3.11 python3 python; do
        [ -n "$candidate" ] || continue
        if "$candidate" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; then
            printf '%s' "$candidate"
            return
        fi
    done
    fail "Python 3.11 was not found. Install it (Debian: apt-get install python3.11 python3.11-venv), or name it: make run PYTHON=/path/to/python3.11"
}

make_environment() {
    "$venv/bin/python" -c '' 2>/dev/null && return
    python=$(find_python)
    say "… Python environment in $venv"
    "$python" -m venv --clear "$venv" || fail "Could not create $venv. On Debian: apt-get install python3.11-venv. See the message above."
}

install_uv() {
    [ -x "$venv/bin/uv" ] && return
    say "… uv, the installer"
    "$venv/bin/python" -m pip --version >/dev/null 2>&1 || "$venv/bin/python" -m ensurepip >/dev/null
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --requirement requirements/uv.txt ||
        fail "Could not install uv. Is a package index reachable (PIP_INDEX_URL)? See the message above."
}

# One of pip's settings: from the environment, else from its configuration files, where what is said of installing comes
# before what is said of all commands. $pip_files is what pip lists: names with quoted values, lines parted by \n.
pip_setting() {
    variable=PIP_$(printf '%s' "$1" | tr 'a-z-' 'A-Z_')
    if value=$(printenv "$variable") && [ -n "$value" ]; then
        printf '%s' "$value"
        return
    fi
    for section in install global; do
        value=$(printf '%s\n' "$pip_files" | sed -n "s/^$section\.$1=['\"]\(.*\)['\"]$/\1/p" | sed 's/\\n/ /g')
        [ -z "$value" ] || break
    done
    printf '%s' "$value"
}

# hand_on <pip's setting> <uv's variable> <what parts its words>: what is set for uv itself stays.
hand_on() {
    value=$(words "$(pip_setting "$1")" "$3")
    if [ -n "$value" ] && ! printenv "$2" >/dev/null; then
        export "$2=$value"
    fi
}

hand_on_pip_settings() {
    pip_files=$("$venv/bin/python" -m pip config list 2>/dev/null || true)
    hand_on index-url UV_INDEX_URL ' '
    hand_on extra-index-url UV_EXTRA_INDEX_URL ' '
    # pip takes the best version of all indexes; the lock's hashes say which files are right.
    [ -z "${UV_EXTRA_INDEX_URL:-}" ] || export UV_INDEX_STRATEGY="${UV_INDEX_STRATEGY:-unsafe-best-match}"
    hand_on find-links UV_FIND_LINKS ','
    hand_on cert SSL_CERT_FILE ' '
    hand_on client-cert SSL_CLIENT_CERT ' '
    hand_on trusted-host UV_INSECURE_HOST ' '
    hand_on proxy ALL_PROXY ' '
    export UV_HTTP_TIMEOUT="${UV_HTTP_TIMEOUT:-180}"
}

# Words that pip parts by spaces or lines, parted by $2 as uv has it.
words() {
    # shellcheck disable=SC2086  # words they are
    printf '%s\n' $1 | paste -s -d "$2" -
}

# install <stamp's name> <uv's options> <requirement files>: only when one of the files has changed since.
install() {
    stamp=$venv/.installed-$1
    options=$2
    shift 2
    sum=$(cat "$@" | cksum)
    [ "$(cat "$stamp" 2>/dev/null)" = "$sum" ] && return
    began=$(date +%s)
    say "… packages ($*)"
    hand_on_pip_settings
    for file in "$@"; do set -- "$@" --requirement "$file"; shift; done
    # shellcheck disable=SC2086  # options are words
    "$venv/bin/uv" pip install --quiet --python "$venv/bin/python" $options "$@" ||
        fail "The packages could not be installed. See the message above; 'df -h .' shows whether the disk is full."
    printf '%s' "$sum" >"$stamp"
    say "✓ packages ($(($(date +%s) - began)) s)"
}

find_chromium() {
    for candidate in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
        [ -n "$candidate" ] && command -v "$candidate" >/dev/null 2>&1 && return
    done
    return 1
}

install_chromium() {
    find_chromium && return
    command="apt-get update && apt-get install --yes --no-install-recommends chromium"
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        say "… Chromium for the browser tests"
        DEBIAN_FRONTEND=noninteractive sh -c "$command" >/tmp/x-seven-chromium.log 2>&1 </dev/null && find_chromium && return
        tail -n 5 /tmp/x-seven-chromium.log >&2
    fi
    fail "The browser tests need Chromium. Run: sudo sh -c '$command'   (or name one: CHROMIUM=/path/to/chromium)"
}

# The files that understand language, made once from published weights.
export_encoder() {
    ls var/models/encoder-*/model.onnx var/models/passages-*/model.onnx var/models/meaning-*/model.onnx >/dev/null 2>&1 ||
        say "… encoders (made once, under a minute)"
    began=$(date +%s)
    mkdir -p var/log
    chmod 700 var/log
    if ! "$venv/bin/python" -m encoding.export >var/log/encoder.log 2>&1; then
        tail -n 15 var/log/encoder.log >&2
        fail "The encoders could not be made (var/log/encoder.log)."
    fi
    [ $(($(date +%s) - began)) -lt 3 ] || say "✓ encoders ($(($(date +%s) - began)) s)"
}

make_environment
install_uv
# Compiled here, and before the larger packages that only make the encoder: where Python is told not to write bytecode,
# each of the product's processes would compile some 1,300 modules whenever it starts.
install run "--compile-bytecode --override requirements/without.txt" requirements/base.txt
install build "" requirements/torch.txt requirements/build.txt
if [ "$purpose" = test ]; then
    install test "" requirements/dev.txt
    install_chromium
fi
export_encoder
