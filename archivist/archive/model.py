"""What goes into the archive and what comes back: deposits, stamps, receipts."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet
    from datetime import datetime
    from pathlib import Path

    from archivist.archive.ocfl.digests import Digests


@dataclass(frozen=True, slots=True)
class Depositor:
    """Who answers for a deposit.

    Attributes:
        name: A person's or programme's name.
        address: A URI, such as ``mailto:…`` or an ORCID.
    """

    name: str
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Stamp:
    """What is known only at the moment of deposit.

    Attributes:
        object_id: The object.
        version: Number of the version that is being made.
        created: The time passed in by the caller, with a time zone.
        depositor: Who deposits.
        digests: Digests of the deposit's files, by logical path.
        previous: Files of the version before, or ``None`` for the first.
    """

    object_id: str
    version: int
    created: datetime
    depositor: Depositor
    digests: Mapping[str, Digests]
    previous: Mapping[str, bytes] | None


class Provenance(Protocol):
    """Writes what depends on the moment of deposit. It takes no part in "is this new?"."""

    @property
    def paths(self) -> AbstractSet[str]:
        """Logical paths of the files it may write."""

    def objection(self, previous: Mapping[str, bytes]) -> str | None:
        """Why this deposit must not follow that version; ``None`` when it may."""

    def message(self, previous: Mapping[str, bytes] | None) -> str:
        """What this version brings, in words."""

    def files(self, stamp: Stamp) -> Mapping[str, bytes]:
        """The files themselves, under some of ``paths``."""


@dataclass(frozen=True, slots=True)
class Deposit:
    """One object to be archived, in the state it shall have.

    Attributes:
        object_id: Identifier; a further deposit under it makes a further version.
        files: Logical path to bytes, or to a regular file that is read when deposited.
        message: Why; used when there is no ``provenance``.
        provenance: Adds the time-stamped files, and the message in words.
    """

    object_id: str
    files: Mapping[str, bytes | Path]
    message: str = ""
    provenance: Provenance | None = None


class Outcome(Enum):
    """What became of a deposit."""

    ADDED = "added"  # a new object or version
    UNCHANGED = "unchanged"  # the archive holds exactly this already; nothing was written
    REFUSED = "refused"  # this one cannot be taken; the others can


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the archive says about one deposit. It is given once the bytes are safe on disk.

    Attributes:
        object_id: The object; for a parcel that could not be read, its folder.
        outcome: Added, unchanged or refused.
        version: Number of the version that holds the deposit; 0 when refused.
        message: The version's message; the reason when refused.
        digest: SHA-512 of the object's inventory; empty when refused.
        files: Logical path to SHA-512 of each file of that version.
        path: The object's folder below the storage root.
    """

    object_id: str
    outcome: Outcome
    version: int = 0
    message: str = ""
    digest: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    path: str = ""

    @property
    def added(self) -> bool:
        """Whether a version was made."""
        return self.outcome is Outcome.ADDED
