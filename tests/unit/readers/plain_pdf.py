"""PDF files written by hand: one content stream a page, fonts of the standard fourteen."""

from __future__ import annotations

import zlib


def pdf(
    *pages: bytes,
    info: str = "",
    resources: str = "",
    packed: bool = False,
    extra: bytes = b"",
    catalog: str = "",
) -> bytes:
    """A PDF with these content streams and fonts /F (Times) and /B (bold).

    ``extra`` is one more object, numbered 4 + 2 * pages; ``catalog`` goes into the catalog.
    """
    objects: list[bytes] = []
    fonts = "".join(
        f"/{key} << /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>"
        for key, name in (("F", "Times-Roman"), ("B", "Times-Bold"))
    )
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(len(pages)))
    objects.append(f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode())
    objects.append(
        f"<< /Type /Pages /Count {len(pages)} /Kids [{kids}] /MediaBox [0 0 612 792]"
        f" /Resources << /Font << {fonts} >> {resources} >> >>".encode()
    )
    objects.append(f"<< {info} >>".encode())
    for i, content in enumerate(pages):
        body = zlib.compress(content) if packed else content
        kind = b"/Filter /FlateDecode " if packed else b""
        objects.append(f"<< /Type /Page /Parent 2 0 R /Contents {5 + 2 * i} 0 R >>".encode())
        objects.append(b"<< %s/Length %d >>\nstream\n%s\nendstream" % (kind, len(body), body))
    if extra:
        objects.append(extra)
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 3 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        start,
    )
    return bytes(out)


def show(x: float, y: float, text: str, *, size: float = 11, font: str = "F") -> bytes:
    """One line of text at a place."""
    escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /{font} {size} Tf 1 0 0 1 {x} {y} Tm ({escaped}) Tj ET\n".encode("cp1252")


def lines(texts: list[str], *, x: float = 72, top: float = 700, size: float = 11) -> bytes:
    """Lines under each other."""
    return b"".join(show(x, top - 14 * i, text, size=size) for i, text in enumerate(texts))
