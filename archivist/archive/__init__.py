"""The archive: an OCFL 1.1 storage root on a file system that proves it has lost nothing.

It knows neither labels nor TEI, only files and metadata: a *parcel* (the folder that cleaning
leaves for one report) becomes an archival object with PREMIS, DataCite and Dublin Core records.

For a person's tasks there is one function each, all taking the archive's folder::

    for receipt in deposit(folders, Path("archive")): ...
    report = audit(Path("archive"), older_than=timedelta(days=30))
    report.raise_if_damaged()
    hits = search(Path("archive"), '"lamp committee"', Filters(series="special report"))
    bag = export_bag(Path("archive"), ["site.org/123"], Path("harbours.zip"))

Programs that keep an archive open use ``Archive``. Depositing the same again writes nothing;
depositing more makes a new version, and its message says in words what changed. Nothing here
prints, and no clock is read into what is archived except where a function says so.
"""

from __future__ import annotations

from archivist.archive.archive import Archive, ObjectInfo
from archivist.archive.bagit.bag import BagFile
from archivist.archive.bagit.transfer import BagForm
from archivist.archive.bagit.unpack import Limits
from archivist.archive.catalogue.catalogue import Catalogue, Refresh
from archivist.archive.catalogue.search import CLOSE, OPEN, Filters, Hit
from archivist.archive.fixity.audit import (
    AuditReport,
    Fault,
    ObjectAudit,
    Problem,
    audit,
    audit_each,
)
from archivist.archive.fixity.repair import Repair, repair
from archivist.archive.model import Deposit, Depositor, Outcome, Provenance, Receipt, Stamp
from archivist.archive.ocfl.versions import VersionFiles, VersionInfo
from archivist.archive.records.facts import object_id, parse_facts
from archivist.archive.records.parcel import read_parcel, read_parcels
from archivist.archive.records.words import Aspect, Change, describe_changes
from archivist.archive.verbs import (
    ListedObject,
    deposit,
    diff,
    export_bag,
    export_bags,
    find_object,
    import_bag,
    list_objects,
    log,
    rebuild_catalogue,
    restore,
    search,
)

__all__ = [
    "CLOSE",
    "OPEN",
    "Archive",
    "Aspect",
    "AuditReport",
    "BagFile",
    "BagForm",
    "Catalogue",
    "Change",
    "Deposit",
    "Depositor",
    "Fault",
    "Filters",
    "Hit",
    "Limits",
    "ListedObject",
    "ObjectAudit",
    "ObjectInfo",
    "Outcome",
    "Problem",
    "Provenance",
    "Receipt",
    "Refresh",
    "Repair",
    "Stamp",
    "VersionFiles",
    "VersionInfo",
    "audit",
    "audit_each",
    "deposit",
    "describe_changes",
    "diff",
    "export_bag",
    "export_bags",
    "find_object",
    "import_bag",
    "list_objects",
    "log",
    "object_id",
    "parse_facts",
    "read_parcel",
    "read_parcels",
    "rebuild_catalogue",
    "repair",
    "restore",
    "search",
]
