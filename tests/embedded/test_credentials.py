import stat

from embedded.credentials import secret_in
from embedded.layout import Layout


def test_secret_is_made_once_and_for_its_owner_only(layout: Layout) -> None:
    path = layout.secrets / "secret_key"
    first = secret_in(path)
    assert secret_in(path) == first
    assert len(first) >= 43
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_secrets_differ_by_place(layout: Layout) -> None:
    assert secret_in(layout.secrets / "one") != secret_in(layout.secrets / "two")
