"""Who may look into the folders of state."""

import stat
from pathlib import Path

import pytest

from embedded.layout import PRIVATE, Layout


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("before", [None, 0o755, 0o777, 0o770, 0o701])
def test_what_is_kept_is_for_its_owner_also_where_it_was_open_before(tmp_path: Path, before: int | None) -> None:
    layout = Layout(root=tmp_path, var=tmp_path / "var")
    if before is not None:
        for name in PRIVATE:
            (layout.var / name).mkdir(parents=True)
            (layout.var / name).chmod(before)
        layout.var.chmod(before)
    layout.make()
    assert {mode(layout.var / name) for name in PRIVATE} == {0o700}
    assert mode(layout.var) == 0o711
    assert {layout.run, layout.log, layout.secrets} <= {layout.var / name for name in PRIVATE}
