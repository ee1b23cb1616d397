#!/bin/sh
# Makes .venv and installs the locked packages into it; does nothing when they are there already.
#   sh deploy/setup.sh run     what the product needs
#   sh deploy/setup.sh test    and what the tests need, Chromium included
# PYTHON names another interpreter. pip's settings for indexes and wheels at hand (PIP_INDEX_URL, PIP_EXTRA_INDEX_URL,
# PIP_FIND_LINKS, PIP_CERT) are handed on to uv, which installs the set in seconds but does not read them itself.
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

# One of pip's settings: from the environment, else from its configuration files.
pip_setting() {
    "$venv/bin/python" -m pip config get "global.$1" 2>/dev/null || true
}

hand_on_pip_settings() {
    index=${PIP_INDEX_URL:-$(pip_setting index-url)}
    [ -z "$index" ] || export UV_INDEX_URL="${UV_INDEX_URL:-$index}"
    if [ -n "${PIP_EXTRA_INDEX_URL:-}" ]; then
        # pip takes the best version of all indexes; the lock's hashes say which files are right.
        export UV_EXTRA_INDEX_URL="${UV_EXTRA_INDEX_URL:-$PIP_EXTRA_INDEX_URL}" UV_INDEX_STRATEGY=unsafe-best-match
    fi
    links=${PIP_FIND_LINKS:-$(pip_setting find-links)}
    [ -z "$links" ] || export UV_FIND_LINKS="${UV_FIND_LINKS:-$(printf '%s' "$links" | tr -s ' \n' ',,')}"
    [ -z "${PIP_CERT:-}" ] || export SSL_CERT_FILE="${SSL_CERT_FILE:-$PIP_CERT}"
    export UV_HTTP_TIMEOUT="${UV_HTTP_TIMEOUT:-180}" UV_LINK_MODE="${UV_LINK_MODE:-}"
    [ -n "$UV_LINK_MODE" ] || unset UV_LINK_MODE
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

# The file that understands language, made once from published weights.
export_encoder() {
    ls var/models/encoder-*/model.onnx >/dev/null 2>&1 || say "… encoder (made once, under a minute)"
    began=$(date +%s)
    mkdir -p var/log
    if ! "$venv/bin/python" -m agents.understanding.encoder_export >var/log/encoder.log 2>&1; then
        tail -n 15 var/log/encoder.log >&2
        fail "The encoder could not be made (var/log/encoder.log)."
    fi
    [ $(($(date +%s) - began)) -lt 3 ] || say "✓ encoder ($(($(date +%s) - began)) s)"
}

make_environment
install_uv
# Compiled here, and before the larger packages that only make the encoder: where Python is told not to write bytecode,
# each of the product's processes would compile some 1,300 modules whenever it starts.
install run --compile-bytecode requirements/base.txt
install build "" requirements/torch.txt requirements/build.txt
if [ "$purpose" = test ]; then
    install test "" requirements/dev.txt
    install_chromium
fi
export_encoder
