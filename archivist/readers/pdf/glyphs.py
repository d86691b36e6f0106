"""The words on a PDF page with their places: the text operators of its content, interpreted.

Words are parted by geometry alone: a blank is where glyphs stand apart, whatever the characters of
the stream say. So a kerned pair is no gap (``T`` ``oday``), and a gap without a blank is one.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias

from pypdf.generic import ContentStream

from archivist.readers.pdf.font import Face, face_of
from archivist.readers.pdf.objects import dictionary, raw_bytes, resolved
from archivist.readers.pdf.page import Matrix, PageText, Segment, Word, times

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

Operands: TypeAlias = "Sequence[Any]"
_UNIT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

WORD_GAP = 0.17
"""Gap between glyphs, in parts of the size, that parts words where no blank was set. The narrowest
word space of justified setting is about a fifth; kerning and fitting stay below a tenth."""

SET_GAP = 0.07
"""The same where a blank was set: below this the blank was kerned away."""

DEEPEST_FORM = 12


class TooSlow(Exception):
    """The time given for the document is over."""


@dataclass
class _State:
    """What ``q`` saves."""

    ctm: Matrix = _UNIT
    face: Face | None = None
    size: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0

    def copy(self) -> _State:
        return _State(
            self.ctm,
            self.face,
            self.size,
            self.spacing,
            self.word_spacing,
            self.stretch,
            self.leading,
            self.rise,
        )


class Interpreter:
    """Interprets the content of one page.

    Args:
        base: matrix from the page's own space to the upright page.
        faces: faces met so far, by identity of their dictionary; shared by pages.
        deadline: ``time.monotonic()`` at which to give up.
        largest: bytes of a content stream, at most.
    """

    def __init__(
        self, base: Matrix, faces: dict[object, Face], deadline: float, largest: int
    ) -> None:
        self.page = PageText()
        self.largest = largest
        self._faces = faces
        self._deadline = deadline
        self._state = _State(ctm=base)
        self._saved: list[_State] = []
        self._tm = self._tlm = _UNIT
        self._fonts: Mapping[str, Any] = {}
        self._marks: list[bool] = []
        self._path: list[Segment] = []
        self._at = (0.0, 0.0)
        self._steps = 0
        self._depth = 0
        self._objects: Mapping[str, Any] = {}

    def run(self, operations: Iterator[tuple[Any, bytes]], resources: Mapping[str, Any]) -> None:
        """Go through the operations of one content stream with its resources.

        Raises:
            TooSlow: the deadline has passed.
        """
        outer = self._fonts, self._objects
        self._fonts = dictionary(resources, "/Font")
        self._objects = dictionary(resources, "/XObject")
        for operands, operator in operations:
            self._steps += 1
            if not self._steps % 2000 and time.monotonic() > self._deadline:
                raise TooSlow
            handler = self.handlers.get(operator)
            if handler is None:
                continue
            try:
                handler(self, operands)
            except (TypeError, ValueError, IndexError, AttributeError, KeyError, OverflowError):
                continue  # operands of a wrong kind: other readers pass over them too
        self._fonts, self._objects = outer

    def _save(self, _: object) -> None:
        if len(self._saved) < 500:
            self._saved.append(self._state.copy())

    def _restore(self, _: object) -> None:
        if self._saved:
            self._state = self._saved.pop()

    def _concat(self, operands: Operands) -> None:
        self._state.ctm = times(_matrix(operands), self._state.ctm)

    def _begin(self, _: object) -> None:
        self._tm = self._tlm = _UNIT

    def _font(self, operands: Operands) -> None:
        key, size = operands[0], float(operands[1])
        self._state.size = size
        reference = self._fonts.get(key)
        if reference is None:
            self._state.face = None
            return
        raw = self._fonts.raw_get(key) if hasattr(self._fonts, "raw_get") else reference
        known = (raw.idnum, raw.generation) if hasattr(raw, "idnum") else id(raw)
        if known not in self._faces:
            try:
                self._faces[known] = face_of(resolved(reference))
            except Exception:  # noqa: BLE001 (a broken font costs its own text only)
                self._faces[known] = Face("")
        self._state.face = self._faces[known]

    def _move(self, operands: Operands) -> None:
        shift = (1.0, 0.0, 0.0, 1.0, float(operands[0]), float(operands[1]))
        self._tm = self._tlm = times(shift, self._tlm)

    def _move_leading(self, operands: Operands) -> None:
        self._state.leading = -float(operands[1])
        self._move(operands)

    def _set_matrix(self, operands: Operands) -> None:
        self._tm = self._tlm = _matrix(operands)

    def _next_line(self, _: object = None) -> None:
        self._move((0.0, -self._state.leading))

    def _show(self, operands: Operands) -> None:
        self._string(raw_bytes(operands[0]))

    def _quote(self, operands: Operands) -> None:
        self._next_line()
        self._string(raw_bytes(operands[-1]))

    def _double_quote(self, operands: Operands) -> None:
        self._state.word_spacing, self._state.spacing = float(operands[0]), float(operands[1])
        self._quote(operands)

    def _array(self, operands: Operands) -> None:
        state = self._state
        for item in operands[0]:
            if isinstance(item, (int, float)):
                shift = -float(item) / 1000.0 * state.size * state.stretch
                self._tm = times((1.0, 0.0, 0.0, 1.0, shift, 0.0), self._tm)
            else:
                self._string(raw_bytes(item))

    def _string(self, string: bytes) -> None:
        """Show glyphs: each goes to the open word or begins another."""
        state = self._state
        face = state.face
        if face is None or not state.size:
            return
        a, b, c, d, e, f = times(self._tm, state.ctm)
        size = abs(state.size) * (c * c + d * d) ** 0.5
        along = (a * a + b * b) ** 0.5
        if size <= 0.2 or along <= 0:
            return
        turned = abs(b) > 0.05 * along or a < 0
        words = self.page.words
        artifact = any(self._marks)
        shift, step = 0.0, (b if turned and abs(b) > abs(a) else a)
        y0 = f + state.rise * d
        for code in face.codes(string):
            text, width = face.glyph(code)
            own = width * state.size * state.stretch
            advance = own + state.spacing * state.stretch
            if code == 32 and not face.wide:
                advance += state.word_spacing * state.stretch
            if not text.strip() and text != "\u00ad":
                if words and text:
                    words[-1].blank = True
            else:
                at = e + shift * a
                end = at if turned else at + own * step
                word = Word(text, at, end, y0 + shift * b, size, face)
                word.artifact, word.turned = artifact, turned
                _add(words, word)
            shift += advance
        self._tm = times((1.0, 0.0, 0.0, 1.0, shift, 0.0), self._tm)

    def _set(name: str, scale: float = 1.0) -> Any:  # type: ignore[misc]  # noqa: ANN401, N805
        def handler(self: Interpreter, operands: Operands) -> None:
            setattr(self._state, name, float(operands[0]) * scale)

        return handler

    _spacing, _word_spacing = _set("spacing"), _set("word_spacing")
    _leading, _rise, _stretch = _set("leading"), _set("rise"), _set("stretch", 0.01)

    def _mark(self, operands: Operands) -> None:
        self._marks.append(bool(operands) and operands[0] == "/Artifact")

    def _unmark(self, _: object) -> None:
        if self._marks:
            self._marks.pop()

    def _form(self, operands: Operands) -> None:
        """Draw a form or picture; a form has content and resources of its own."""
        form = resolved(self._objects.get(operands[0]))
        if form is None or form.get("/Subtype") != "/Form":
            self.page.images += 1
            return
        if self._depth >= DEEPEST_FORM or not has_text(form.get_data(), self.largest):
            return
        self._depth += 1
        outer, saved = self._state.copy(), self._saved
        self._saved = []
        if (matrix := resolved(form.get("/Matrix"))) is not None:
            self._state.ctm = times(_matrix(matrix), self._state.ctm)
        resources = resolved(form.get("/Resources")) or {}
        self.run(iter(ContentStream(form, None).operations), resources)
        self._state, self._saved = outer, saved
        self._depth -= 1

    def _inline_image(self, _: object) -> None:
        self.page.images += 1

    def _rectangle(self, operands: Operands) -> None:
        x, y, w, h = (float(v) for v in operands[:4])
        self._path.append((x, y, x + w, y + h))

    def _line_from(self, operands: Operands) -> None:
        self._at = (float(operands[0]), float(operands[1]))

    def _line_to(self, operands: Operands) -> None:
        x, y = float(operands[0]), float(operands[1])
        self._path.append((*self._at, x, y))
        self._at = (x, y)

    def _curve_to(self, operands: Operands) -> None:
        self._line_to(operands[-2:])

    def _paint(self, _: object) -> None:
        self.page.draw(self._path[:2000], self._state.ctm)
        self._path.clear()

    def _drop_path(self, _: object) -> None:
        self._path.clear()

    handlers: ClassVar[dict[bytes, Callable[[Interpreter, Operands], None]]] = {
        b"q": _save,
        b"Q": _restore,
        b"cm": _concat,
        b"BT": _begin,
        b"Tf": _font,
        b"Td": _move,
        b"TD": _move_leading,
        b"Tm": _set_matrix,
        b"T*": _next_line,
        b"Tj": _show,
        b"TJ": _array,
        b"'": _quote,
        b'"': _double_quote,
        b"Tc": _spacing,
        b"Tw": _word_spacing,
        b"Tz": _stretch,
        b"TL": _leading,
        b"Ts": _rise,
        b"BMC": _mark,
        b"BDC": _mark,
        b"EMC": _unmark,
        b"Do": _form,
        b"INLINE IMAGE": _inline_image,
        b"re": _rectangle,
        b"m": _line_from,
        b"l": _line_to,
        **dict.fromkeys((b"c", b"v", b"y"), _curve_to),
        b"n": _drop_path,
        **dict.fromkeys((b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*"), _paint),
    }


def has_text(data: bytes, largest: int) -> bool:
    """Whether a content stream shows text or forms; too large a one is taken to be a drawing."""
    return len(data) <= largest and (b"T" in data or b"Do" in data or b"'" in data)


def _add(words: list[Word], new: Word) -> None:
    """Join a glyph to the last word, or begin a new one."""
    if words:
        last = words[-1]
        if abs(last.y - new.y) < 0.05 * new.size and not new.turned and not last.turned:
            if _is_close(last, new):
                last.text += new.text
                last.x1 = new.x1
                last.blank = False
                return
        elif last.turned and new.turned and abs(last.size - new.size) < 0.02 * new.size:
            far = abs(new.y - last.y) + abs(new.x0 - last.x0)
            if abs(new.x0 - last.x0) < 0.3 * new.size or far < 30 * new.size:
                last.text += (" " if last.blank else "") + new.text
                last.blank = False
                return
    words.append(new)


def _is_close(last: Word, new: Word) -> bool:
    """Whether a glyph stands as close to a word on its line as glyphs of one word do.

    Small capitals made of a smaller size of the capitals stand beside full ones.
    """
    gap = (new.x0 - last.x1) / new.size
    ratio = new.size / last.size
    if last.face.bold != new.face.bold or gap <= -0.35:
        return False
    if abs(ratio - 1) < 0.02:
        return gap < (SET_GAP if last.blank else WORD_GAP)
    letters = last.text[-1:].isalpha() and new.text.isalpha() and not last.blank
    return letters and 0.6 < ratio < 1.6 and gap < SET_GAP


def _matrix(operands: Operands) -> Matrix:
    a, b, c, d, e, f = (float(v) for v in operands[:6])
    return (a, b, c, d, e, f)
