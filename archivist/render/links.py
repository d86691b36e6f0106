"""Which addresses a rendering makes into links."""

from __future__ import annotations

_SCHEMES = ("http", "https", "mailto", "ftp", "ftps", "doi", "urn")


def safe_address(address: str) -> str:
    """An address that is safe to follow from a rendered page, or an empty string.

    A scraped text can hold anything: only places within the page and addresses of well-known
    schemes become links. Addresses without a scheme lead nowhere from an archive, so they are text.
    """
    address = address.strip()
    if address.startswith("#"):
        return address
    scheme, colon, rest = address.partition(":")
    return address if colon and rest and scheme.lower() in _SCHEMES else ""
