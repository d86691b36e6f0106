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


class ExitCode(IntEnum):
    """How a run of the program ended; the worst of its inputs decides."""

    OK = 0
    WOULD_CHANGE = 1  # --check: something would be written, or findings reached --fail-on
    USAGE = 2  # as click and the shell have it
    UNREADABLE = 3  # every input failed to read
    PROFILE = 4
    LAW_BROKEN = 5
    ARCHIVE = 6
    PARTIAL = 7  # some inputs failed, the others are done
    INVALID = 8  # validate: a document is not valid
    AUDIT = 9  # audit: damage found
    UNAUDITED = 10  # audit: it could not be completed, so nothing is known
    UNWRITABLE = 11  # no room on the disk, or no right to write there
    INTERNAL = 70
    INTERRUPTED = 130


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


class ArchiveError(ArchivistError):
    """The archive refuses, or cannot be written."""

    exit_code = ExitCode.ARCHIVE


class AuditFailed(ArchivistError):
    """Bytes of the archive are wrong."""

    exit_code = ExitCode.AUDIT


class AuditIncomplete(AuditFailed):
    """The audit could not be carried out to its end; that is never "no fault found"."""

    exit_code = ExitCode.UNAUDITED
