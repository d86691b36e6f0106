"""Inputs made to cost much: every reader answers in time that grows with the input, no faster."""

from __future__ import annotations

from random import Random

import pytest

from archivist.core import Origin, Source
from archivist.readers import read_html, read_pdf
from tests.unit.readers.plain_pdf import lines, pdf, show
from tests.work import patience

PAGES = {
    "nested items": "<ul><li>" * 900 + "word " * 100_000,
    "nested blocks": "<div class='a b'>" * 2000 + "<p>x</p>" * 10_000,
    "nested tables": "<table><tr><td>" * 600 + "x" + "<td>y" * 1000,
    "nested regions": "<aside>" * 1900 + "<p>text</p>" * 1000 + "<article>text",
    "links": "<a href='/x'>l</a> " * 20_000 + "<p>text",
    "spans": "<table><tr>" + "<td rowspan=50 colspan=50>x" * 20 + "<tr><td>a<td>b" * 1000,
    "calls": "<p>" + "a.<sup>1</sup> " * 10_000,
    "classes": "<p class='" + "x " * 200_000 + "'>y</p>",
    "angles": "<" * 100_000 + "a@b.co>",
    "data": "<p>x</p><script type='application/ld+json'>" + "[" * 100_000 + "</script>",
}


def _scattered(count: int, texts: tuple[str, str], sizes: tuple[float, float]) -> bytes:
    rng = Random(1)
    return b"".join(
        show(rng.uniform(0, 600), rng.uniform(0, 790), texts[k % 2], size=sizes[k % 2])
        for k in range(count)
    )


CONTENTS = {
    "one spot": b"BT /F 9 Tf " + b"(word) Tj 0 1 Td " * 20_000 + b"ET",
    "capitals": _scattered(6000, ("word", "A"), (9, 30)),
    "figures": _scattered(6000, ("word", "12"), (9, 6)),
    "rules": b"9 700 m 500 700 l S " * 20_000 + lines(["some words"] * 40),
    "cells": b"".join(show(72 + k % 5 * 90, 780 - k // 5 * 0.5, "c", size=3) for k in range(5000)),
    "arrays": b"BT /F 9 Tf 72 700 Td [" + b"(a) -999 " * 30_000 + b"] TJ ET",
    "states": b"q " * 100_000 + b"BT /F 9 Tf 72 700 Td (word) Tj ET",
}


@pytest.mark.parametrize("name", PAGES)
def test_pages(name: str):
    with patience():
        source = read_html(PAGES[name].encode(), Origin(name))
    assert isinstance(source, Source)


@pytest.mark.parametrize("name", CONTENTS)
def test_contents_of_a_pdf(name: str):
    with patience():
        source = read_pdf(pdf(CONTENTS[name], packed=True), Origin(name))
    assert isinstance(source, Source)
