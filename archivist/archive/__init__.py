"""The archive: an OCFL 1.1 storage root on a file system that proves it has lost nothing.

It knows neither labels nor TEI, only files and metadata: a *parcel* (the folder that cleaning
leaves for one report) becomes an archival object with PREMIS, DataCite and Dublin Core records.

Typical use::

    archive = Archive.open(Path("archive"), create=True)
    receipts = archive.deposit(read_parcels(folders), created=datetime.now(UTC))
    report = audit(Path("archive"))
    report.raise_if_damaged()

Depositing the same again writes nothing; depositing more makes a new version, and its message
says in words what changed. Nothing here prints, and no clock is read into what is archived.
"""

from __future__ import annotations

from archivist.archive.archive import Archive, ObjectInfo
from archivist.archive.audit import AuditReport, Fault, ObjectAudit, Problem, audit, audit_each
from archivist.archive.facts import object_id
from archivist.archive.model import Deposit, Depositor, Outcome, Provenance, Receipt, Stamp
from archivist.archive.parcel import read_parcel, read_parcels
from archivist.archive.repair import Repair, repair
from archivist.archive.versions import VersionFiles, VersionInfo
from archivist.archive.words import describe_changes

__all__ = [
    "Archive",
    "AuditReport",
    "Deposit",
    "Depositor",
    "Fault",
    "ObjectAudit",
    "ObjectInfo",
    "Outcome",
    "Problem",
    "Provenance",
    "Receipt",
    "Repair",
    "Stamp",
    "VersionFiles",
    "VersionInfo",
    "audit",
    "audit_each",
    "describe_changes",
    "object_id",
    "read_parcel",
    "read_parcels",
    "repair",
]
