"""Independent programs that judge our archives: ocfl-py, and the schemas of the metadata."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import ocfl.layout_registry
from lxml import etree
from ocfl.layout import Layout
from ocfl.storage_root import StorageRoot

SCHEMAS = Path(__file__).parent / "schemas"


class HashedNTuple(Layout):  # type: ignore[misc]  # ocfl-py has no types
    """Extension 0004, which ocfl-py lacks, with the settings its text gives as an example."""

    def __init__(self) -> None:
        self.NAME = "0004-hashed-n-tuple-storage-layout"
        self.DESCRIPTION = "Extension 0004"
        self.PARAMS = {
            "digestAlgorithm": self._takes("sha256"),
            "tupleSize": self._takes(3),
            "numberOfTuples": self._takes(3),
            "shortObjectRoot": self._takes(False),
        }

    def _takes(self, wanted: object):
        def check(value: object) -> None:
            assert value == wanted

        return check

    @property
    def config(self) -> dict[str, Any]:
        return {
            "extensionName": self.NAME,
            "digestAlgorithm": "sha256",
            "tupleSize": 3,
            "numberOfTuples": 3,
            "shortObjectRoot": False,
        }

    def identifier_to_path(self, identifier: str) -> str:
        digest = hashlib.sha256(identifier.encode()).hexdigest()
        return f"{digest[0:3]}/{digest[3:6]}/{digest[6:9]}/{digest}"


ocfl.layout_registry.add_layout("0004-hashed-n-tuple-storage-layout", HashedNTuple)


def ocfl_complaints(root: Path) -> list[str]:
    """What ocfl-py has against a root or any of its objects, warnings too; it must read some.

    ``StorageRoot.validate`` alone says true of a root with rotten objects, so each object counts.
    """
    storage = StorageRoot(root=str(root))
    valid = storage.validate(log_warnings=True, log_errors=False)
    complaints = [f"{path}: {message}" for path, message in storage.errors]
    if not valid:
        complaints.append(f"the root: {storage.log.messages}")
    if storage.num_objects != storage.good_objects:
        complaints.append(f"{storage.good_objects} good of {storage.num_objects}")
    if not storage.num_objects:
        complaints.append("no object was seen")
    return complaints


def schema(name: str) -> etree.XMLSchema:
    """A schema beside these tests; nothing is fetched."""
    parser = etree.XMLParser(no_network=True)
    return etree.XMLSchema(etree.parse(SCHEMAS / name, parser))
