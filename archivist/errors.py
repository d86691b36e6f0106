"""What can stop a piece of work, and how a program run ends.

The tree::

    ArchivistError          cannot go on with this input; message says what, where and the remedy
    ├── UsageError          the command or the options make no sense
    ├── ReadError           an input cannot be read as a document
    ├── ProfileError        a site or publisher profile is faulty
    ├── LawBroken           one of the seven laws does not hold: our bug, evidence is saved
    ├── InvalidDocument     a TEI document is not valid
    ├── WriteError          what a run makes cannot be written: no room, no right
    ├── ArchiveError        the archive refuses, or cannot be written
    └── AuditFailed         bytes of the archive are wrong
        └── AuditIncomplete they could not all be checked, so nothing is known

Findings (``archivist.findings``) are something else: data about what is doubtful in a
document that *was* cleaned. Anything that is neither is a bug and ends with ``INTERNAL``.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Self


class ExitCode(IntEnum):
    """How a run of the program ended; the worst of its inputs decides.

    Attributes:
        meaning: the code in words, for help and reference.
    """

    meaning: str

    OK = 0, "done"
    WOULD_CHANGE = 1, "something would change, a score has faults, or --fail-on is reached"
    USAGE = 2, "the command or its options make no sense"  # as click and the shell have it
    UNREADABLE = 3, "nothing could be read"
    PROFILE = 4, "a profile or overrides.toml is faulty"
    LAW_BROKEN = 5, "a law does not hold, which is a bug: not written, the evidence is kept"
    ARCHIVE = 6, "the archive refuses, or cannot be written"
    PARTIAL = 7, "some inputs failed, the others are done"
    INVALID = 8, "a TEI document is not valid"
    AUDIT = 9, "the audit found damage, or a repair could not mend all of it"
    UNAUDITED = 10, "the audit could not be completed: nothing is known"
    UNWRITABLE = 11, "no room or no right to write there; what was finished is kept"
    INTERNAL = 70, "a bug; please report it"
    INTERRUPTED = 130, "interrupted; what was finished is kept"

    def __new__(cls, value: int, meaning: str) -> Self:
        """A member that is its number."""
        member = int.__new__(cls, value)
        member._value_ = value
        member.meaning = meaning
        return member


class ArchivistError(Exception):
    """Something this input or this run cannot get past.

    ``str(error)`` is one sentence for a person: what, where, remedy.
    """

    exit_code: ExitCode = ExitCode.INTERNAL


class UsageError(ArchivistError):
    """The command or the options make no sense together."""

    exit_code = ExitCode.USAGE


class ReadError(ArchivistError):
    """An input cannot be read as a document."""

    exit_code = ExitCode.UNREADABLE


class ProfileError(ArchivistError):
    """A site or publisher profile is faulty."""

    exit_code = ExitCode.PROFILE


class LawBroken(ArchivistError):
    """One of the seven laws does not hold for a document. Nothing of it is written."""

    exit_code = ExitCode.LAW_BROKEN


class InvalidDocument(ArchivistError):
    """A TEI document is not valid."""

    exit_code = ExitCode.INVALID


class WriteError(ArchivistError):
    """What a run makes cannot be written; no input is at fault, so the run ends."""

    exit_code = ExitCode.UNWRITABLE

    @classmethod
    def of(cls, place: object, error: OSError) -> Self:
        """What the system refused, where, and the remedy."""
        return cls(
            f"{place}: cannot be written ({error.strerror or error}); make room there or name"
            " another folder; what was finished is kept, run the same command to go on"
        )


class ArchiveError(ArchivistError):
    """The archive refuses, or cannot be written."""

    exit_code = ExitCode.ARCHIVE


class AuditFailed(ArchivistError):
    """Bytes of the archive are wrong."""

    exit_code = ExitCode.AUDIT


class AuditIncomplete(AuditFailed):
    """The audit could not be carried out to its end; that is never "no fault found"."""

    exit_code = ExitCode.UNAUDITED
