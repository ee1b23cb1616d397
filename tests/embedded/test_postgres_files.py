from pathlib import Path

from embedded.postgres_files import OWNER, forget_deleted


def test_forget_deleted_removes_only_what_no_clone_owns_any_more(tmp_path: Path) -> None:
    alive, parent = tmp_path / "clone", tmp_path / "outside"
    alive.mkdir()
    for name, owner in (("kept", alive), ("doomed", tmp_path / "deleted-clone")):
        (parent / name).mkdir(parents=True)
        (parent / name / OWNER).write_text(str(owner))
    (parent / "being-made").mkdir()
    forget_deleted(parent)
    assert sorted(path.name for path in parent.iterdir()) == ["being-made", "kept"]
