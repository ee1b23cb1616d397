"""What pip is told of indexes and certificates, uv is told as well."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from embedded.layout import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PYTHON = f"""#!/bin/sh
case "$*" in
    *"-m pip"*) exec {sys.executable} "$@" ;;
    *) exit 0 ;;
esac
"""
UV = """#!/bin/sh
env >"$UV_SEES"
"""
TOLD = ("PIP_", "UV_", "SSL_", "ALL_PROXY")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone in which Python and uv only say what they are told."""
    (tmp_path / "deploy").mkdir()
    shutil.copy(ROOT / "deploy" / "setup.sh", tmp_path / "deploy")
    (tmp_path / "requirements").mkdir()
    for name in ("base", "torch", "build"):
        (tmp_path / "requirements" / f"{name}.txt").write_text("")
    programs = tmp_path / ".venv" / "bin"
    programs.mkdir(parents=True)
    for name, content in (("python", PYTHON), ("uv", UV)):
        (programs / name).write_text(content)
        (programs / name).chmod(0o755)
    return tmp_path


def told(clone: Path, conf: str = "", **environment: str) -> dict[str, str]:
    (clone / "pip.conf").write_text(conf)
    clean = {name: value for name, value in os.environ.items() if not name.startswith(TOLD)}
    settings = {"PIP_CONFIG_FILE": str(clone / "pip.conf"), "UV_SEES": str(clone / "seen"), "HOME": str(clone)}
    subprocess.run(
        ["/bin/sh", "deploy/setup.sh", "run"], cwd=clone, env={**clean, **settings, **environment}, check=True
    )
    lines = (clone / "seen").read_text().splitlines()
    return dict(line.split("=", 1) for line in lines if line.startswith(TOLD[1:]) and "=" in line)


# What pip is told by each of its settings, and what uv is told then.
ALONE = {
    "cert": ("/etc/ssl/corporate.pem", "SSL_CERT_FILE", "/etc/ssl/corporate.pem"),
    "client-cert": ("/etc/ssl/me.pem", "SSL_CLIENT_CERT", "/etc/ssl/me.pem"),
    "index-url": ("https://mirror/simple", "UV_INDEX_URL", "https://mirror/simple"),
    "find-links": ("\n  /wheels\n  /more", "UV_FIND_LINKS", "/wheels,/more"),
    "trusted-host": ("mirror.local", "UV_INSECURE_HOST", "mirror.local"),
    "proxy": ("http://proxy:3128", "ALL_PROXY", "http://proxy:3128"),
}


@pytest.mark.parametrize("section", ["global", "install"])
@pytest.mark.parametrize(
    ("extra", "handed"),
    [
        ("https://a/simple", "https://a/simple"),
        ("https://a/s https://b/s", "https://a/s https://b/s"),
        ("\n  https://a/s\n  https://b/s", "https://a/s https://b/s"),
    ],
)
def test_what_pip_conf_says_is_handed_on(clone: Path, section: str, extra: str, handed: str) -> None:
    conf = "".join(f"{setting} = {value}\n" for setting, (value, _variable, _handed) in ALONE.items())
    seen = told(clone, f"[{section}]\n{conf}extra-index-url = {extra}\n")
    wanted = {variable: handed for _value, variable, handed in ALONE.values()} | {"UV_EXTRA_INDEX_URL": handed}
    assert {variable: seen.get(variable) for variable in wanted} == wanted


def test_the_environment_comes_before_pip_conf_and_uvs_own_before_both(clone: Path) -> None:
    variables = {
        "PIP_CERT": "SSL_CERT_FILE",
        "PIP_EXTRA_INDEX_URL": "UV_EXTRA_INDEX_URL",
        "PIP_INDEX_URL": "UV_INDEX_URL",
        "PIP_FIND_LINKS": "UV_FIND_LINKS",
        "PIP_TRUSTED_HOST": "UV_INSECURE_HOST",
    }
    conf = "[global]\ncert = a\nextra-index-url = a\nindex-url = a\nfind-links = a\ntrusted-host = a\n"
    pips = dict.fromkeys(variables, "b")
    seen = told(clone, conf, **pips)
    assert {variable: seen.get(variable) for variable in variables.values()} == dict.fromkeys(variables.values(), "b")
    for stamp in (clone / ".venv").glob(".installed-*"):
        stamp.unlink()
    own = dict.fromkeys(variables.values(), "c")
    seen = told(clone, conf, **pips, **own)
    assert {variable: seen.get(variable) for variable in own} == own


def test_more_than_one_index_is_asked_for_the_best_version(clone: Path) -> None:
    assert told(clone, "[global]\nextra-index-url = https://a\n")["UV_INDEX_STRATEGY"] == "unsafe-best-match"
