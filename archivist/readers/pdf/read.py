"""PDF: a transcript of its text by the place and type of each word, with hints and anchors."""

from __future__ import annotations

import hashlib
import logging
import time
from contextlib import contextmanager
from io import BytesIO
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError
from pypdf.generic import ContentStream

from archivist.core import Origin, Source
from archivist.readers.options import ReadOptions
from archivist.readers.pdf.glyphs import Interpreter, TooSlow, has_text
from archivist.readers.pdf.objects import dictionary
from archivist.readers.pdf.page import Matrix, PageText
from archivist.readers.pdf.page_labels import page_labels
from archivist.readers.pdf.transcript import transcribe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archivist.readers.pdf.font import Face

MEDIA_TYPE = "application/pdf"
_SCANNED = (
    "has no text layer ({pages} pages, {images} pictures): recognise it first, e.g. with OCRmyPDF"
)


def read_pdf(raw: bytes, origin: Origin, options: ReadOptions | None = None) -> Source | str:
    """The transcript of a PDF, or the sentence that says why there is none.

    Args:
        raw: the whole file.
        origin: where it came from.
        options: limits on pages, decompressed bytes and time.

    The empty password is tried on an encrypted file. What the file says of itself (Info) is kept as
    witnesses.
    """
    options = options or ReadOptions()
    with _quiet():
        found = _guarded(raw, options)
    if isinstance(found, str):
        return found
    pages, lost, labels, told = found
    if not any(page.words for page in pages):
        if lost:
            return f"is damaged: none of its {len(pages)} pages can be read ({lost[0]})"
        return _SCANNED.format(pages=len(pages), images=sum(p.images for p in pages))
    transcript = transcribe(pages, labels)
    if lost:
        told = (*told, ("pdf:pages-lost", "; ".join(lost)[:500]))
    return Source(
        id=hashlib.sha256(raw).hexdigest(),
        text="".join(f"{line}\n" for line in transcript.lines),
        raw=raw,
        origin=origin,
        encoding="",
        media_type=MEDIA_TYPE,
        anchors=MappingProxyType(transcript.anchors),
        hints=MappingProxyType(transcript.hints),
        page_labels=MappingProxyType(transcript.labels),
        witnesses=told,
    )


Found = tuple[list[PageText], list[str], list[str], tuple[tuple[str, str], ...]]


def _guarded(raw: bytes, options: ReadOptions) -> Found | str:
    """Pages, pages lost, labels and witnesses of a file, or what is wrong with it."""
    try:
        return _opened(raw, options)
    except TooSlow:
        return f"took more than {options.seconds:g} s to read; split it, or raise --seconds"
    except DependencyError:
        return "is encrypted with AES, which needs the package cryptography; install it"
    except RecursionError:
        return "is damaged: its objects nest without end"
    except MemoryError:
        return "needs more memory than there is; split it"
    except Exception as error:  # noqa: BLE001 (a damaged file breaks its reader in many ways)
        return f"is damaged and cannot be read ({_words(error)}); repair it or fetch it again"


def _opened(raw: bytes, options: ReadOptions) -> Found | str:
    deadline = time.monotonic() + options.seconds
    reader = PdfReader(BytesIO(raw), strict=False)
    if reader.is_encrypted and not reader.decrypt(""):
        return "is encrypted; give a copy without a password"
    count = len(reader.pages)
    if not count:
        return "is damaged or empty: it has no page"
    if count > options.pages:
        return f"has {count} pages, more than {options.pages}; split it, or raise --pages"
    pages, lost = _pages(reader, count, options, deadline)
    return pages, lost, _labels(reader, count), _witnesses(reader, count)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep pypdf from writing about each flaw of a damaged file to stderr."""
    logger = logging.getLogger("pypdf")
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        logger.setLevel(before)


def _words(error: Exception) -> str:
    return (str(error).splitlines()[0][:100] if str(error) else "") or type(error).__name__


def _pages(
    reader: PdfReader, count: int, options: ReadOptions, deadline: float
) -> tuple[list[PageText], list[str]]:
    """The words of each page, and which pages could not be read."""
    faces: dict[object, Face] = {}
    pages: list[PageText] = []
    lost: list[str] = []
    for number in range(count):
        if time.monotonic() > deadline:
            raise TooSlow
        try:
            pages.append(_page(reader.pages[number], faces, options, deadline))
        except TooSlow:
            raise
        except Exception as error:  # noqa: BLE001 (one broken page must not cost the others)
            lost.append(f"page {number + 1}: {_words(error)}")
            pages.append(PageText())
    return pages, lost


def _page(page: Any, faces: dict[object, Face], options: ReadOptions, deadline: float) -> PageText:  # noqa: ANN401
    interpreter = Interpreter(_upright(page), faces, deadline, options.inflated)
    contents = page.get_contents()
    if contents is None:
        return interpreter.page
    data = contents.get_data()
    if len(data) > options.inflated:
        raise PyPdfError(f"its content unpacks to {len(data)} bytes, more than {options.inflated}")
    if not has_text(data, options.inflated):
        return interpreter.page
    stream = contents if isinstance(contents, ContentStream) else ContentStream(contents, page.pdf)
    interpreter.run(iter(stream.operations), dictionary(page, "/Resources"))
    return interpreter.page


def _upright(page: Any) -> Matrix:  # noqa: ANN401
    """From the page's own space to that of the page as it is shown, its corner at the origin."""
    box = page.cropbox
    left, low, right, high = (float(v) for v in (box.left, box.bottom, box.right, box.top))
    turn = int(page.get("/Rotate", 0) or 0) % 360
    if turn == 90:
        return (0.0, -1.0, 1.0, 0.0, -low, right)
    if turn == 180:
        return (-1.0, 0.0, 0.0, -1.0, right, high)
    if turn == 270:
        return (0.0, 1.0, -1.0, 0.0, high, -left)
    return (1.0, 0.0, 0.0, 1.0, -left, -low)


def _labels(reader: PdfReader, count: int) -> list[str]:
    """What the file calls each page."""
    try:
        return page_labels(reader.root_object, count)
    except Exception:  # noqa: BLE001 (a broken tree of labels costs only itself)
        return [""] * count


def _witnesses(reader: PdfReader, count: int) -> tuple[tuple[str, str], ...]:
    """What the file says of itself."""
    told: list[tuple[str, str]] = []
    try:
        for key, value in (reader.metadata or {}).items():
            text = " ".join(str(value).split())[:1000]
            if text:
                told.append((f"pdf:{str(key).lstrip('/')}"[:80], text))
    except Exception:  # noqa: BLE001 (a broken Info costs only itself)
        told = []
    return (*told[:60], ("pdf:pages", str(count)))
