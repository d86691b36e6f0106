"""Crawls made in memory for the tests: WARC, JSON lines."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json

PAGE = (
    "<html><head><title>Harbour report {n}</title></head><body><h1>Harbour report {n}</h1>"
    "<p>The harbour of place {n} was dredged again in the spring, and the pilots asked for"
    " lights.</p></body></html>"
)


def http(body: bytes, status: str = "200 OK", kind: str = "text/html; charset=utf-8") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def warc(block: bytes, **fields: str) -> bytes:
    digest = base64.b32encode(hashlib.sha1(block).digest()).decode()
    every = {
        "WARC-Type": "response",
        "WARC-Date": "2023-11-16T08:00:00Z",
        "WARC-Record-ID": f"<urn:uuid:{hashlib.md5(block).hexdigest()}>",
        "Content-Type": "application/http; msgtype=response",
        "WARC-Block-Digest": f"sha1:{digest}",
        "Content-Length": str(len(block)),
    }
    every |= {name.replace("_", "-"): value for name, value in fields.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in every.items())
    return b"WARC/1.0\r\n" + lines.encode() + b"\r\n" + block + b"\r\n\r\n"


def page(n: int) -> bytes:
    return PAGE.format(n=n).encode()


def response(n: int, **fields: str) -> bytes:
    return warc(http(page(n)), WARC_Target_URI=f"https://mirror.example/{n}.html", **fields)


def wet(n: int) -> bytes:
    text = f"Harbour report {n}\nThe harbour was dredged again.\n".encode()
    return warc(
        text,
        WARC_Type="conversion",
        WARC_Target_URI=f"https://mirror.example/{n}.html",
        Content_Type="text/plain",
    )


def info() -> bytes:
    return warc(
        b"software: a crawler\r\n", WARC_Type="warcinfo", Content_Type="application/warc-fields"
    )


def zipped(*parts: bytes) -> bytes:
    return b"".join(gzip.compress(part, mtime=0) for part in parts)


def jsonl(*rows: object) -> bytes:
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)
