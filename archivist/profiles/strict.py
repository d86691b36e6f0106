"""From TOML tables to frozen dataclasses, with an error for every key that is not known."""

from __future__ import annotations

import dataclasses
import difflib
import re
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from functools import cache
from types import MappingProxyType
from typing import Any, TypeVar

from archivist.errors import ProfileError
from archivist.profiles.wordings import any_blanks

T = TypeVar("T")

NOT_IN_FILES = MappingProxyType({"file": False})
"""Metadata of a field that is worked out from other profiles, and that no table may have."""


def build(cls: type[T], table: object, where: str) -> T:
    """An instance of the dataclass *cls* from a TOML table.

    Args:
        cls: a dataclass whose fields are strings, numbers, booleans, enums, patterns, tuples and
            mappings of these, or dataclasses.
        table: what the TOML parser gave for it.
        where: file and table name, for messages.

    Raises:
        ProfileError: unknown key (with a suggestion), missing key, wrong type, faulty pattern.
    """
    if not isinstance(table, Mapping):
        raise _expected("a table", table, where)
    hints = _hints(cls)
    every = dataclasses.fields(cls)  # type: ignore[arg-type]
    known = {f.name: f for f in every if f.metadata != NOT_IN_FILES}
    values: dict[str, Any] = {}
    for key, value in table.items():
        name = key.replace("-", "_")
        if name not in known:
            raise ProfileError(f"{where}: unknown key: {suggestion(key, known)}")
        values[name] = _value(hints[name], value, f"{where}.{key}")
    for name, spec in known.items():
        required = (
            spec.default is dataclasses.MISSING and spec.default_factory is dataclasses.MISSING
        )
        if required and name not in values:
            raise ProfileError(f"{where}: key {name!r} is missing")
    return cls(**values)


_hints: Callable[[type], dict[str, Any]] = cache(typing.get_type_hints)
"""Types of the fields, found once a class: there are hundreds of tables of few classes."""


def suggestion(name: str, known: Iterable[str]) -> str:
    """What to say of a name that is not among the known ones.

    >>> suggestion("wieght", ["weight", "place"])
    "'wieght' is not known; did you mean 'weight'?"
    """
    names = list(known)
    close = difflib.get_close_matches(name, names, n=1)
    hint = f"did you mean {close[0]!r}?" if close else f"known: {', '.join(names)}"
    return f"{name!r} is not known; {hint}"


def _value(hint: object, value: object, where: str) -> object:
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return _value(next(a for a in args if a is not type(None)), value, where)
    if origin is tuple:
        if not isinstance(value, list):
            raise _expected("a list", value, where)
        return tuple(_value(args[0], v, f"{where}[{i}]") for i, v in enumerate(value))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        if not isinstance(value, Mapping):
            raise _expected("a table", value, where)
        return MappingProxyType({k: _value(args[1], v, f"{where}.{k}") for k, v in value.items()})
    if origin is re.Pattern:
        return pattern(value, where)
    return _scalar(typing.cast("type[object]", hint), value, where)


def _scalar(hint: type[object], value: object, where: str) -> object:
    if issubclass(hint, Enum):
        return _member(hint, value, where)
    if dataclasses.is_dataclass(hint):
        return build(hint, value, where)
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, hint) or (isinstance(value, bool) and hint is not bool):
        raise _expected(hint.__name__, value, where)
    return value


def _expected(what: str, value: object, where: str) -> ProfileError:
    return ProfileError(f"{where}: expected {what}, got {type(value).__name__}")


def _member(hint: type[Enum], value: object, where: str) -> Enum:
    try:
        return hint(value)
    except ValueError:
        known = ", ".join(str(m.value) for m in hint)
        raise ProfileError(f"{where}: {value!r} is none of: {known}") from None


def pattern(value: object, where: str) -> re.Pattern[str]:
    """A compiled pattern, any blanks for a blank, or an error that names the place."""
    if not isinstance(value, str):
        raise _expected("a pattern", value, where)
    try:
        return re.compile(any_blanks(value))
    except re.error as error:
        raise ProfileError(f"{where}: faulty pattern {value!r}: {error}") from None
