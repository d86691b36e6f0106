"""The lines of a transcript as they are put together: text, where it stood, what it is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archivist.core.source import Hint

_SPACE = re.compile(r"[ \t\n\r\f]+")
_UNSEEN = re.compile("[\v\x1c-\x1f\x85\u2028\u2029]")
"""Characters that would end a line of the transcript without being a line end of the page."""


@dataclass
class Lines:
    """Lines of a transcript. Blanks collapse as a browser's do; NBSP stays.

    Attributes:
        done: the finished lines.
        anchors: line number to place in the page.
        hints: line number to hint.
    """

    done: list[str] = field(default_factory=list)
    anchors: dict[int, str] = field(default_factory=dict)
    hints: dict[int, Hint] = field(default_factory=dict)
    _parts: list[str] = field(default_factory=list)
    _blank: bool = False  # a blank is due before the next word

    @property
    def empty(self) -> bool:
        """Whether nothing stands on the open line."""
        return not self._parts

    @property
    def last(self) -> str:
        """The last piece of text on the open line."""
        return self._parts[-1] if self._parts else ""

    def put(self, text: str) -> None:
        """Add running text to the open line."""
        text = _SPACE.sub(" ", _UNSEEN.sub(" ", text))
        if not text:
            return
        if text[0] == " ":
            self._blank = self._blank or bool(self._parts)
            text = text[1:]
        if not text:
            return
        if self._blank:
            self._parts.append(" ")
            self._blank = False
        if text[-1] == " ":
            self._blank = True
            text = text[:-1]
        self._parts.append(text)

    def put_as_is(self, text: str) -> None:
        """Add preformatted text to the open line, blanks and all."""
        if text:
            self._parts.append(_UNSEEN.sub(" ", text.replace("\f", " ")))

    def close(self, anchor: str, hint: Hint | None = None, *, soft: bool = False) -> bool:
        """End the open line, if anything stands on it.

        Args:
            anchor: place in the page.
            hint: what the markup says of the line.
            soft: keep the blank at its end, because the sentence may go on.

        Returns:
            Whether there was a line.
        """
        if not self._parts:
            self._blank = False
            return False
        text = "".join(self._parts)
        if soft and self._blank:
            text += " "
        self._note(anchor, hint)
        self.done.append(text)
        self._parts.clear()
        self._blank = False
        return True

    def whole(self, text: str, anchor: str, hint: Hint | None) -> None:
        """Add a finished line as it stands."""
        self._note(anchor, hint)
        self.done.append(text)

    def blank(self) -> None:
        """Add an empty line."""
        self.done.append("")

    def _note(self, anchor: str, hint: Hint | None) -> None:
        if hint is not None:
            self.hints[len(self.done)] = hint
        self.anchors[len(self.done)] = anchor

    def text(self) -> str:
        """The transcript; its last line has a line end too."""
        return "".join(f"{line}\n" for line in self.done)
