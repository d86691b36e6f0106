"""Turns scraped copies of reports back into the report, for archives.

Nothing is deleted, everything is labelled: see ``docs/explanation/labels.md``.
"""

from typing import TYPE_CHECKING

from archivist.version import __version__

if TYPE_CHECKING:
    from archivist.api import (
        Profiles,
        audit,
        clean,
        deposit,
        explain,
        read,
        read_bytes,
        to_tei,
        validate,
    )
    from archivist.errors import ArchivistError

__all__ = [
    "ArchivistError",
    "Profiles",
    "__version__",
    "audit",
    "clean",
    "deposit",
    "explain",
    "read",
    "read_bytes",
    "to_tei",
    "validate",
]


def __getattr__(name: str) -> object:
    """The public names, brought in when first asked for, so that the program starts quickly."""
    if name not in __all__:
        raise AttributeError(f"module 'archivist' has no attribute {name!r}")
    from archivist import api, errors

    return getattr(errors if name == "ArchivistError" else api, name)
