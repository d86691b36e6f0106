"""The named series of the benchmark: which carrier, site and house each one draws from."""

from __future__ import annotations

from tests.press.cases import Plan
from tests.press.heldout import held_out

# The first is the case the program was made for; an empty site draws one.
SERIES = {
    "fayllar": Plan("fayllar", "fayllar.org"),
    "space": Plan("fayllar-space", "fayllar.org"),
    "older": Plan("fayllar-older", "hozir.org"),
    "nodiamond": Plan("fayllar-nodiamond", "fayllar.org"),
    "numbers": Plan("fayllar-numbers", ""),
    "mirrors": Plan("fayllar", ""),
    "torn": Plan("fayllar", "fayllar.org", slices=12, keep="all", tear=0.8),
    "lookalikes": Plan("fayllar", "fayllar.org", decoys=0.3),
    "bytes": Plan(
        "fayllar-space",
        "",
        codecs=("crlf:utf-8", "crlf:utf-16", "latin:sloppy-windows-1252", "latin:latin-1"),
    ),
    "pypdf": Plan("pypdf", ""),
    "pdftotext": Plan("pdftotext", "none", slices=1),
    "layout": Plan("pdftotext-layout", "none", slices=1),
    "raw": Plan("pdftotext-raw", "none", slices=1),
    "pdfminer": Plan("pdfminer", "none", slices=1),
    "word": Plan("word", ""),
    "web": Plan("web", "none", slices=1, house="rand"),
    "markdown": Plan("markdown", "none", slices=1, house="briefing"),
    "wrapped": Plan("wrapped", "none", slices=1, house="sipri"),
    "counted": Plan("counted", "none", slices=1, house="csis"),
    "plain": Plan("plain", "none", slices=1),
    "bare": Plan("bare", "none", slices=1),
    "csis": Plan("plain", "", house="csis"),
    "chatham": Plan("fayllar", "", house="chatham"),
    "sipri": Plan("pypdf", "", house="sipri"),
    "rand": Plan("pdftotext-raw", "fayllar.org", house="rand"),
    "carnegie": Plan("pypdf", "", house="carnegie"),
    "briefing": Plan("fayllar-numbers", "", house="briefing"),
    "russian": Plan(
        "fayllar-space", "znate.ru", house="moscow", codecs=("utf-8", "cp1251", "utf-16", "koi8-r")
    ),
    "uzbek": Plan("fayllar-numbers", "hozir.org", house="tashkent"),
    "unknown": Plan("fayllar", "hujjatlar.example", house="plain"),
}

HELD_OUT = "held-out"
"""Name of the series in which every seed is a house, a site and a carrier of its own."""


def plan_of(series: str, seed: int) -> Plan:
    """The plan of one case of a series.

    Raises:
        KeyError: there is no such series.
    """
    return held_out(seed) if series == HELD_OUT else SERIES[series]
