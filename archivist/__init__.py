"""Turns scraped copies of reports back into the report, for archives.

Nothing is deleted, everything is labelled: see ``docs/explanation/labels.md``.
"""

from archivist.version import __version__

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
    if name == "ArchivistError":
        from archivist.errors import ArchivistError

        return ArchivistError
    if name in __all__:
        from archivist import api

        return getattr(api, name)
    raise AttributeError(f"module 'archivist' has no attribute {name!r}")
