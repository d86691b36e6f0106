"""What a site says of the copies of a document: whether two records can be of one."""

from __future__ import annotations

from archivist.core.edition import Copy
from archivist.core.source import likened


def is_named(copy: Copy) -> bool:
    """Whether the site says enough of a copy for others of its document to be known by it."""
    return bool(copy.item or copy.slices or copy.uploaded)


def known(copy: Copy) -> int:
    """How much the site says; the item counts for more than all the rest."""
    return 8 * bool(copy.item) + sum(
        map(bool, (copy.site, copy.slices, copy.file_name, copy.title, copy.uploaded, copy.size))
    )


def agree(a: Copy, b: Copy) -> bool:
    """Whether two copies can be of one document, by what the site says of them."""

    def differ(x: object, y: object) -> bool:
        return bool(x and y and x != y)

    if differ(a.site, b.site) or differ(a.item, b.item):
        return False
    if a.item and b.item:
        return True
    names = (
        differ(likened(a.file_name), likened(b.file_name)),
        differ(likened(a.title), likened(b.title)),
    )
    numbers = differ(a.slices, b.slices) or differ(a.uploaded, b.uploaded) or differ(a.size, b.size)
    return not numbers and not any(names)


def upload_of(copy: Copy) -> tuple[str, int, str, str]:
    """What a site records of an upload besides its name; two seldom have all of it in common."""
    return copy.site, copy.slices or 0, copy.uploaded, copy.size
