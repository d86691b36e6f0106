"""``overrides.toml``: what people decided, loaded as strictly as any other profile."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from archivist.core.correction import Correction
from archivist.core.roles import Zone
from archivist.errors import ProfileError
from archivist.profiles.strict import build

NAME = "overrides.toml"
FIELDS = (
    "title",
    "subtitle",
    "author",
    "date",
    "number",
    "series",
    "publisher",
    "place",
    "language",
)
_COPY = re.compile(r"[0-9a-f]{8,64}")
_LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*")
_ALWAYS = ("blank", "garbled")
"""What is said of lines of which nothing else can be said."""

_ZONES = tuple(z.name.lower() for z in Zone if z is not Zone.UNCLAIMED)


@dataclass(frozen=True)
class _File:
    correction: tuple[Correction, ...] = ()


def load_overrides(path: Path) -> tuple[Correction, ...]:
    """The corrections in a file.

    Raises:
        ProfileError: naming the file, the correction by its number, and what was expected.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ProfileError(f"{path}: cannot be read as TOML: {error}") from error
    return corrections_of(table, str(path))


def corrections_of(table: object, where: str) -> tuple[Correction, ...]:
    """The corrections in a table of the form of ``overrides.toml``.

    Raises:
        ProfileError: naming *where*, the correction by its number, and what was expected.
    """
    corrections = build(_File, table, where).correction
    for number, one in enumerate(corrections, start=1):
        _check(one, f"{where}: correction {number}")
    return corrections


def find_overrides(folders: Iterable[Path]) -> tuple[Correction, ...]:
    """The corrections in the folders' ``overrides.toml``, each file once, in order.

    Raises:
        ProfileError: as :func:`load_overrides`.
    """
    files = dict.fromkeys(folder / NAME for folder in folders)
    return tuple(c for file in files if file.is_file() for c in load_overrides(file))


def _check(one: Correction, where: str) -> None:
    if not _COPY.fullmatch(one.copy):
        raise ProfileError(
            f"{where}: copy = {one.copy!r}: give the first digits (8 or more) of the SHA-256 that"
            " archivist explain prints"
        )
    if not one.who.strip() or not one.why.strip():
        raise ProfileError(f"{where}: say who decides and why; both are shown to readers")
    said = [name for name in ("zone", "never", "field") if getattr(one, name)]
    if len(said) != 1:
        raise ProfileError(f"{where}: say one of zone, never and field (found {len(said)})")
    for name in ("zone", "never"):
        value = getattr(one, name)
        if value and value not in _ZONES:
            raise ProfileError(f"{where}: {name} = {value!r} is none of: {', '.join(_ZONES)}")
    if one.field and one.field not in FIELDS:
        raise ProfileError(f"{where}: field = {one.field!r} is none of: {', '.join(FIELDS)}")
    if one.field and not one.value:
        raise ProfileError(f"{where}: field {one.field!r} needs a value")
    if one.field == "language" and not _LANGUAGE.fullmatch(one.value):
        raise ProfileError(f"{where}: {one.value!r} is no language tag such as en or uz-Latn")
    if one.never in _ALWAYS:
        raise ProfileError(f"{where}: never = {one.never!r}: say instead what the line is")
    if not one.field and (one.line < 1 or (one.to_line and one.to_line < one.line)):
        raise ProfileError(f"{where}: line counts from 1, and to_line is not before it")
    if one.call and one.zone != "note":
        raise ProfileError(f'{where}: call goes with zone = "note"')
