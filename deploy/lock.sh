#!/bin/sh
# Locks requirements/*.in with the hashes of every file the index offers.
#
# torch is the exception: a CPU build at hand (PIP_FIND_LINKS) has another hash than the registry's build of the same
# version, and other dependencies (none of the CUDA libraries). So it is pinned by version alone, in a file of its own.
set -eu
cd "$(dirname "$0")/.."
uv=.venv/bin/uv
find_links=${UV_FIND_LINKS:-${PIP_FIND_LINKS:-}}

compile() {
    output=$1
    shift
    "$uv" pip compile --quiet --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
        --custom-compile-command "make lock" --output-file "requirements/$output" "$@"
}

printf 'uv\n' | compile uv.txt -
compile base.txt requirements/base.in --override requirements/without.txt
grep '^torch==' requirements/build.in | sed 's/[ #].*//' >requirements/torch.txt
UV_FIND_LINKS=$find_links compile build.txt requirements/build.in --constraint requirements/base.txt --no-emit-package torch
if grep -q '^nvidia' requirements/build.txt; then
    echo "torch's CPU build is not at hand: put its wheel's folder into PIP_FIND_LINKS, so that the lock holds no CUDA." >&2
    exit 1
fi
compile dev.txt requirements/dev.in --constraint requirements/base.txt --constraint requirements/build.txt
