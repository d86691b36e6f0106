"""Where an object lies below the storage root: OCFL extension 0004, and which names are allowed.

An object's folder is named by the SHA-256 of its identifier, three levels of three characters
above it. So no identifier, however hostile, can lead out of the root.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import PurePosixPath

from archivist.errors import ArchiveError

ROOT_DECLARATION = "0=ocfl_1.1"
ROOT_DECLARATION_TEXT = b"ocfl_1.1\n"
OBJECT_DECLARATION = "0=ocfl_object_1.1"
OBJECT_DECLARATION_TEXT = b"ocfl_object_1.1\n"
EXTENSION = "0004-hashed-n-tuple-storage-layout"

LAYOUT = {
    "extension": EXTENSION,
    "description": "Hashed n-tuple: SHA-256 of the object identifier, three tuples of three.",
}
CONFIG = {
    "extensionName": EXTENSION,
    "digestAlgorithm": "sha256",
    "tupleSize": 3,
    "numberOfTuples": 3,
    "shortObjectRoot": False,
}

VERSION_FOLDER = re.compile(r"v([1-9][0-9]*)")
"""The folder of a version; the group is its number."""

KEY = re.compile(r"[0-9a-f]{64}")
"""The folder of an object: see :func:`object_key`."""

_SEGMENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,199}")
# Names that some file systems reserve; a restored copy must be writable anywhere.
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)")


def to_json(value: object) -> bytes:
    """JSON as this package writes it: sorted, indented, UTF-8, closed by a line feed."""
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def root_files() -> dict[str, bytes]:
    """The files of a new, empty storage root, by path."""
    return {
        ROOT_DECLARATION: ROOT_DECLARATION_TEXT,
        "ocfl_layout.json": to_json(LAYOUT),
        f"extensions/{EXTENSION}/config.json": to_json(CONFIG),
    }


def object_key(object_id: str) -> str:
    """The SHA-256 of the identifier, which names the object's folder."""
    return hashlib.sha256(object_id.encode()).hexdigest()


def object_path(key: str) -> PurePosixPath:
    """The object's folder below the root, by its key."""
    return PurePosixPath(key[0:3], key[3:6], key[6:9], key)


def check_object_id(object_id: str) -> str:
    """Give the identifier back.

    Raises:
        ArchiveError: It is empty or cannot be written as UTF-8.
    """
    try:
        object_id.encode()
    except UnicodeEncodeError as error:
        message = f"object identifier {object_id!r} is no valid Unicode; give it a clean one"
        raise ArchiveError(message) from error
    if not object_id:
        raise ArchiveError("an object has an empty identifier; give it one")
    return object_id


def check_logical_path(path: str) -> str:
    """Give a logical path back when any system could hold it.

    Logical paths are ours and never come from scraped names, so the rule can be strict: segments
    of ``A-Z a-z 0-9 . _ -`` (at most 200), not starting with a dot.

    Raises:
        ArchiveError: It is anything else.
    """
    segments = path.split("/")
    if (
        len(path) > 800
        or not all(_SEGMENT.fullmatch(segment) for segment in segments)
        or any(_RESERVED.match(segment) or segment.endswith(".") for segment in segments)
    ):
        message = (
            f"{path!r} cannot be a path inside an object; use letters, digits, '.', '_' and '-'"
        )
        raise ArchiveError(message)
    return path
