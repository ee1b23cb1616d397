"""The bill of materials names what an installation installs, and what asks for it."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import version

from config.bill_of_materials import bill_of_materials, packages
from config.environment import ROOT
from tests.architecture.test_requirements import installed_to_run


def test_it_has_every_package_that_is_locked_with_its_digests() -> None:
    components = {each["name"]: each for each in bill_of_materials()["components"]}
    assert set(components) >= installed_to_run()
    assert components["django"]["version"] == version("django")
    assert components["django"]["purl"] == f"pkg:pypi/django@{version('django')}"
    without = [name for name, each in components.items() if not each["externalReferences"][0]["hashes"]]
    assert without == ["torch"], "of which any build will do: it makes the encoder, and is not at work afterwards"


def test_it_says_what_asks_for_each() -> None:
    bill = bill_of_materials()
    refs = {each["bom-ref"] for each in bill["components"]}
    asks = {each["ref"]: set(each["dependsOn"]) for each in bill["dependencies"]}
    assert set(asks) == {"x-seven", *refs}
    assert {ref for each in asks.values() for ref in each} == refs, "nothing is there that nobody asks for"
    django = f"pkg:pypi/django@{version('django')}"
    assert django in asks["x-seven"] & asks[f"pkg:pypi/djangorestframework@{version('djangorestframework')}"]


def test_a_lock_is_read_as_uv_writes_it() -> None:
    digest = "a" * 64
    lock = f"b_B[x]==1.2 \\\n    --hash=sha256:{digest}\n    # via\n    #   -r requirements/base.in\n    #   C.d\n"
    assert list(packages(lock)) == [
        {"name": "b-b", "version": "1.2", "digests": {digest}, "asked_by": {"c-d", "x-seven"}},
    ]


def test_the_command_prints_the_same_document_each_time() -> None:
    printed = subprocess.run(
        [sys.executable, "-m", "config.bill_of_materials"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert json.loads(printed.stdout) == bill_of_materials()
