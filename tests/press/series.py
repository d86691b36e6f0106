"""The named series of the benchmark: which carrier, site and house each one draws from."""

from __future__ import annotations

from tests.press.cases import Plan

# The first is the case the program was made for; an empty site draws one.
SERIES = {
    "fayllar": Plan("fayllar", "fayllar.org"),
    "space": Plan("fayllar-space", "fayllar.org"),
    "older": Plan("fayllar-older", "hozir.org"),
    "nodiamond": Plan("fayllar-nodiamond", "fayllar.org"),
    "numbers": Plan("fayllar-numbers", ""),
    "mirrors": Plan("fayllar", ""),
    "pypdf": Plan("pypdf", ""),
    "word": Plan("word", ""),
    "plain": Plan("plain", "none", slices=1),
    "bare": Plan("bare", "none", slices=1),
    "csis": Plan("plain", "", house="csis"),
    "chatham": Plan("fayllar", "", house="chatham"),
    "sipri": Plan("pypdf", "", house="sipri"),
    "unknown": Plan("fayllar", "hujjatlar.example", house="plain"),
}
