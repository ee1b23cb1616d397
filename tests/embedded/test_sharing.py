import json
import os
import subprocess
import sys

from embedded.layout import ROOT

OWN = ("XSEVEN_TEST_SLOT", "TEST_DATABASE_NAME", "REDIS_URL", "CHANNEL_PREFIX", "TEMPORAL_NAMESPACE")
PRINT_ENVIRONMENT = "import json, os; print(json.dumps(dict(os.environ)))"


def run_beside_this_one(*program: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "embedded", "do", *program]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_runs_side_by_side_share_the_servers_and_nothing_else() -> None:
    beside = json.loads(run_beside_this_one(sys.executable, "-c", PRINT_ENVIRONMENT).stdout)
    assert beside["DATABASE_URL"] == os.environ["DATABASE_URL"]
    assert [name for name in OWN if beside[name] == os.environ[name]] == []


def test_do_ends_as_its_program_ended() -> None:
    assert run_beside_this_one(sys.executable, "-c", "raise SystemExit(7)").returncode == 7
