"""Where a set of services keeps its files."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

PRIVATE = ("run", "log", "secrets", "redis", "temporal", "media", "mail")
"""Folders of customers' data, secrets and logs; PostgreSQL guards its own."""
ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Layout:
    """The folders of one set of services: `var/` for the product, `var/test/` for the tests."""

    root: Path
    var: Path
    is_for_tests: bool = False

    @property
    def run(self) -> Path:
        return self.var / "run"

    @property
    def log(self) -> Path:
        return self.var / "log"

    @property
    def secrets(self) -> Path:
        return self.var / "secrets"

    @property
    def state_file(self) -> Path:
        return self.run / "services.json"

    @property
    def lock_file(self) -> Path:
        return self.run / "supervisor.lock"

    @property
    def outside(self) -> Path:
        """Where files go that another user must reach when the clone lies below a closed folder, such as /root."""
        return Path("/var/lib/x-seven") / hashlib.sha256(str(self.var).encode()).hexdigest()[:12]

    def make(self) -> None:
        """Create the folders. What is in them is for the owner only; others may pass, as PostgreSQL's user must."""
        self.var.mkdir(parents=True, exist_ok=True)
        self.var.chmod(0o711)
        for name in PRIVATE:
            folder = self.var / name
            folder.mkdir(exist_ok=True)
            folder.chmod(0o700)


def layout_of(*, is_for_tests: bool = False) -> Layout:
    """The layout of this clone; XSEVEN_VAR moves the whole of it elsewhere."""
    var = Path(os.environ.get("XSEVEN_VAR", ROOT / "var")).resolve()
    return Layout(root=ROOT, var=var / "test" if is_for_tests else var, is_for_tests=is_for_tests)
