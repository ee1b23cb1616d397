import shutil
from pathlib import Path

from embedded import identity
from embedded.layout import Layout


def clone_in(folder: Path) -> Layout:
    layout = Layout(root=folder, var=folder / "var")
    layout.make()
    return layout


def test_a_clone_keeps_its_name_and_passwords(tmp_path: Path) -> None:
    before = (identity.name(clone_in(tmp_path)), identity.password(clone_in(tmp_path), "redis"))
    assert (identity.name(clone_in(tmp_path)), identity.password(clone_in(tmp_path), "redis")) == before


def test_two_clones_share_no_name_and_no_password(tmp_path: Path) -> None:
    one, other = clone_in(tmp_path / "one"), clone_in(tmp_path / "other")
    assert identity.name(one) != identity.name(other)
    assert identity.password(one, "redis") != identity.password(other, "redis")


def test_a_copied_clone_is_another(tmp_path: Path) -> None:
    original = clone_in(tmp_path / "original")
    name = identity.name(original)
    shutil.copytree(original.root, tmp_path / "copy")
    copied = Layout(root=tmp_path / "copy", var=tmp_path / "copy" / "var")
    assert identity.name(copied) != name
    assert identity.name(original) == name


def test_the_tests_servers_are_not_the_products(tmp_path: Path) -> None:
    product = clone_in(tmp_path)
    tests = Layout(root=tmp_path, var=product.var / "test", is_for_tests=True)
    tests.make()
    assert identity.name(tests) != identity.name(product)


def test_each_server_has_a_password_of_its_own(tmp_path: Path) -> None:
    layout = clone_in(tmp_path)
    assert len({identity.password(layout, server) for server in ("redis", "postgres", "name")}) == 3
