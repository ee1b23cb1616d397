"""What the product is made of, for whoever looks for packages with known faults: ``make sbom``.

CycloneDX 1.6 (https://cyclonedx.org/docs/1.6/json/), from the locks that an installation follows to the letter: each
package with its version, the digests of the files that may be installed for it, and what asks for it. Without a time,
and numbered by its contents: of the same locks it is the same document.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5

if TYPE_CHECKING:
    from collections.abc import Iterator

REQUIREMENTS = Path(__file__).resolve().parent.parent / "requirements"
LOCKS = ("base.txt", "build.txt", "torch.txt", "uv.txt")
"""What ``deploy/setup.sh run`` installs."""
ENTRY = re.compile(r"^([A-Za-z0-9][\w.-]*)(?:\[[\w,-]+\])?==([^\s;\\]+)")
DIGEST = re.compile(r"--hash=sha256:([0-9a-f]{64})")
ASKED_BY = re.compile(r"^    # (?:via |  )(?:([A-Za-z0-9][\w.-]*)(?:\[[\w,-]+\])?|-r requirements/\S+)$")
PRODUCT = "x-seven"


def packages(lock: str) -> Iterator[dict[str, Any]]:
    """Of the text of a lock: name, version, digests, and the names of what asks for it."""
    found: dict[str, Any] | None = None
    for line in lock.splitlines():
        if entry := ENTRY.match(line):
            if found is not None:
                yield found
            found = {"name": named(entry[1]), "version": entry[2], "digests": set(), "asked_by": set()}
        if found is not None:
            found["digests"].update(DIGEST.findall(line))
            if asked := ASKED_BY.match(line):
                found["asked_by"].add(named(asked[1]) if asked[1] else PRODUCT)
    if found is not None:
        yield found


def named(distribution: str) -> str:
    """As package indexes compare names (PEP 503)."""
    return re.sub(r"[-_.]+", "-", distribution).lower()


def bill_of_materials() -> dict[str, Any]:
    every: dict[str, dict[str, Any]] = {}
    for lock in LOCKS:
        for each in packages((REQUIREMENTS / lock).read_text()):
            every.setdefault(each["name"], each)
    components = [_component(every[name]) for name in sorted(every)]
    known = {each["name"]: each["purl"] for each in components}
    asks: dict[str, set[str]] = {PRODUCT: set(), **{name: set() for name in known}}
    for name, each in every.items():
        for asking in each["asked_by"] & asks.keys() or {PRODUCT}:
            asks[asking].add(known[name])
    dependencies = [{"ref": known.get(name, name), "dependsOn": sorted(refs)} for name, refs in sorted(asks.items())]
    contents = json.dumps([components, dependencies], sort_keys=True)
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid5(NAMESPACE_URL, contents)}",
        "version": 1,
        "metadata": {"component": {"type": "application", "bom-ref": PRODUCT, "name": PRODUCT}},
        "components": components,
        "dependencies": dependencies,
    }


def _component(package: dict[str, Any]) -> dict[str, Any]:
    purl = f"pkg:pypi/{package['name']}@{package['version']}"
    files = {
        "type": "distribution",
        "url": f"https://pypi.org/project/{package['name']}/{package['version']}/#files",
        "hashes": [{"alg": "SHA-256", "content": digest} for digest in sorted(package["digests"])],
    }
    return {
        "type": "library",
        "bom-ref": purl,
        "name": package["name"],
        "version": package["version"],
        "purl": purl,
        "externalReferences": [files],
    }


if __name__ == "__main__":
    json.dump(bill_of_materials(), sys.stdout, indent=2)
    sys.stdout.write("\n")
