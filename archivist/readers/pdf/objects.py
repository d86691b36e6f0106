"""Objects of a PDF whatever their kind: what is broken in a file comes out as nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def resolved(value: object) -> Any:  # noqa: ANN401 (a PDF object of any kind)
    """The object itself, where *value* is a reference to it."""
    return value.get_object() if hasattr(value, "get_object") else value


def got(mapping: Mapping[str, Any], key: str) -> Any:  # noqa: ANN401
    """The object under a key of a dictionary, or None."""
    return resolved(mapping.get(key))


def number(value: object) -> float:
    """A number, 0 for an object of another kind."""
    value = resolved(value)
    return float(value) if isinstance(value, (int, float)) else 0.0


def dictionary(mapping: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    """The dictionary under a key, or an empty one."""
    found: Mapping[str, Any] | None = got(mapping, key) if mapping else None
    return found if found is not None and hasattr(found, "get") else {}


def sequence(value: object) -> Sequence[Any]:
    """An array, or an empty one."""
    value = resolved(value)
    return value if isinstance(value, list) else ()


def raw_bytes(value: object) -> bytes:
    """The bytes of a string, as they stand in the file."""
    if isinstance(value, bytes):
        return value
    original = getattr(value, "original_bytes", None)
    return original if isinstance(original, bytes) else str(value).encode("latin-1", "replace")
