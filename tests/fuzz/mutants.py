"""Damaged inputs, drawn from sound ones: the same seed gives the same mutant."""

from __future__ import annotations

from random import Random

TOKENS = (
    *(b"<table>", b"</div>", b"<sup>", b"<!--", b"]]>", b"<script>", b"&#xffff;", b"<br>", b"\0"),
    *(b"endobj", b"stream\n", b"<< /Length 99999999 >>", b" 0 R", b"/Kids [2 0 R]", b"BT", b"Tj"),
    *(b"[(a) -99999999 (b)] TJ", b"1e30 0 0 1e30 0 0 cm", b"/F 0 Tf", b"Q Q Q", b"/Rotate 90"),
    *(b"WARC/1.0\r\n", b"Content-Length: 999999999\r\n", b"Content-Length: -1\r\n", b"\r\n\r\n"),
    *(b"Transfer-Encoding: chunked\r\n", b"Content-Encoding: gzip\r\n", b"HTTP/1.1 200 OK\r\n"),
    *(b"\x1f\x8b\x08", b"\xff\xfe", b"{", b"[[[[", b'"', b"\\ud800", b"1e999", b"\xf0\x9f"),
)


def mutant(seed: int, sound: bytes) -> bytes:
    """*sound* with one to six injuries."""
    rng = Random(seed)
    data = bytearray(sound)
    for _ in range(rng.choice((1, 1, 2, 3, 6))):
        if not data:
            break
        at = rng.randrange(len(data))
        span = rng.choice((1, 2, 8, 64, 512))
        injury = rng.randrange(7)
        if injury == 0:
            del data[at:]
        elif injury == 1:
            data[at] ^= 1 << rng.randrange(8)
        elif injury == 2:
            del data[at : at + span]
        elif injury == 3:
            data[at:at] = data[at : at + span] * rng.choice((1, 2, 40))
        elif injury == 4:
            data[at:at] = rng.randbytes(span)
        elif injury == 5:
            data[at:at] = rng.choice(TOKENS) * rng.choice((1, 1, 3, 200))
        else:
            data[at : at + span] = rng.randbytes(span)
    return bytes(data)
