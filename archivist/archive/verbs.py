"""One function for each thing a person does with an archive: the face for a command line.

Each takes the archive's folder, opens it and returns values; nothing here prints. Objects may be
named by identifier, canonical key (``site.org/123``), report identifier, or the beginning of an
identifier that only one object has.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from archivist.archive.archive import SOFTWARE, Archive
from archivist.archive.bagit import transfer
from archivist.archive.bagit.transfer import BagForm
from archivist.archive.catalogue.catalogue import Catalogue, Refresh
from archivist.archive.catalogue.search import Filters, Hit
from archivist.archive.catalogue.search import search as search_catalogue
from archivist.archive.ocfl.layout import object_key
from archivist.archive.records.facts import Facts, object_id, parse_facts
from archivist.archive.records.parcel import RECEIVED, read_parcels
from archivist.archive.records.premis import PATH as PREMIS
from archivist.archive.records.words import Change, changes
from archivist.errors import ArchiveError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from archivist.archive.bagit.bag import BagFile
    from archivist.archive.bagit.unpack import Limits
    from archivist.archive.model import Depositor, Receipt
    from archivist.archive.ocfl.versions import VersionInfo

FACTS = "facts.json"
_SHORTEST = 4  # characters of an identifier that may stand for it
_SHOWN = 4  # objects that are listed when a name may mean several


@dataclass(frozen=True, slots=True)
class ListedObject:
    """One line of the list of an archive.

    Attributes:
        object_id: Identifier.
        versions: How many.
        created: RFC 3339 time of the newest.
        message: What the newest brought, in words.
        key: Canonical key of the report; empty for objects that are no reports.
        report_id: Identifier of the report; so are the next four.
        title: Title.
        authors: Names.
        series: Series and number.
        date: ISO date of publication.
    """

    object_id: str
    versions: int
    created: str
    message: str
    key: str
    report_id: str
    title: str
    authors: tuple[str, ...]
    series: str
    date: str


def deposit(
    folders: Iterable[Path],
    archive: Path,
    *,
    created: datetime | None = None,
    user: Depositor = SOFTWARE,
    may_drop_sources: bool = False,
) -> Iterator[Receipt]:
    """Deposit folders that cleaning left; the archive is made when it is missing.

    Args:
        folders: One for each report.
        archive: The archive.
        created: Time of the deposit, with a time zone; now when not given.
        user: Who answers for it.
        may_drop_sources: Let a new version lack scraped copies that the last one has.

    Yields:
        A receipt for each folder in order, once its bytes are safe. Look at ``outcome``: a
        refused folder does not stop the others.

    Raises:
        ArchiveError: The archive cannot be written.
    """
    store = Archive.open(archive, create=True)
    yield from store.deposit_each(
        read_parcels(folders, may_drop_sources=may_drop_sources),
        created=created or datetime.now(UTC),
        user=user,
    )


def list_objects(archive: Path) -> Iterator[ListedObject]:
    """All objects of an archive, in the order in which they lie on disk.

    Raises:
        ArchiveError: No archive, or an object is damaged.
    """
    store = Archive.open(archive)
    for info in store.objects():
        files = store.read(info.object_id)
        facts = parse_facts(files[FACTS], FACTS) if FACTS in files else None
        yield ListedObject(
            object_id=info.object_id,
            versions=info.versions,
            created=info.created,
            message=info.message,
            key=facts.key if facts else "",
            report_id=facts.report_id if facts else "",
            title=_text(facts, "title"),
            authors=tuple(facts.authors) if facts else (),
            series=" ".join(filter(None, (_text(facts, "series"), _text(facts, "number")))),
            date=_text(facts, "date"),
        )


def _text(facts: Facts | None, name: str) -> str:
    return (facts and facts.text(name)) or ""


def find_object(store: Archive, name: str) -> str:
    """The identifier of the object that a person means.

    Raises:
        ArchiveError: None or several are meant; the message lists them.
    """
    for candidate in (name, object_id(name)):
        if candidate and store.holds(candidate):
            return candidate
    meant = [item for item in list_objects(store.root) if _means(name, item)]
    if len(meant) == 1:
        return meant[0].object_id
    if not meant:
        raise ArchiveError(
            f"the archive {store.root} holds no object {name!r}; see `archivist list`"
        )
    some = ", ".join(item.object_id for item in meant[:_SHOWN])
    more = " …" if len(meant) > _SHOWN else ""
    raise ArchiveError(f"{name!r} may mean {len(meant)} objects ({some}{more}); write more of it")


def _means(name: str, item: ListedObject) -> bool:
    begins = len(name) >= _SHORTEST and item.object_id.removeprefix("urn:uuid:").startswith(name)
    return bool(name) and (begins or item.object_id.startswith(name) or item.report_id == name)


def log(archive: Path, name: str) -> list[VersionInfo]:
    """The versions of an object, oldest first, each with what it brought in words.

    Raises:
        ArchiveError: No such archive or object, or it is damaged.
    """
    store = Archive.open(archive)
    return store.log(find_object(store, name))


def diff(archive: Path, name: str, old: int | None = None, new: int | None = None) -> list[Change]:
    """What changed between two versions of an object, in words.

    Args:
        archive: The archive.
        name: The object.
        old: Number of the earlier version; the one before ``new`` when not given.
        new: Number of the later version; the newest when not given.

    Returns:
        Changes, each with what it is about (text, labels, metadata …); none when alike.

    Raises:
        ArchiveError: No such archive, object or version, or it is damaged.
    """
    store = Archive.open(archive)
    identifier = find_object(store, name)
    later = len(store.log(identifier)) if new is None else new
    earlier = later - 1 if old is None else old
    if earlier == 0:
        message = f"v1 of {identifier} has no version before it to compare with; see its log"
        raise ArchiveError(message)
    files = [dict(store.read(identifier, number)) for number in (earlier, later)]
    for version in files:  # records that carry times: they change with every version
        version.pop(PREMIS, None)
        version.pop(RECEIVED, None)
    return changes(*files)


def restore(archive: Path, name: str, target: Path, *, version: int | None = None) -> list[Path]:
    """Write the files of a version (the newest when not given) to a missing or empty folder.

    Returns:
        The files written.

    Raises:
        ArchiveError: No such object or version, it is damaged, or the folder is in use.
    """
    store = Archive.open(archive)
    return store.restore(find_object(store, name), target, version)


def search(
    archive: Path, query: str, filters: Filters | None = None, *, limit: int = 20
) -> list[Hit]:
    """Find passages in the newest versions, best first; the catalogue is brought up to date.

    Args:
        archive: The archive.
        query: Words that must all occur; ``"a phrase"``, ``word*``, ``-word``.
        filters: Series, author, site, dates.
        limit: How many hits at most.

    Raises:
        ArchiveError: No archive, or its catalogue cannot be used.
        UsageError: The query holds no word, or a date is none.
    """
    with Catalogue(archive) as catalogue:
        catalogue.refresh()
        return search_catalogue(catalogue, query, filters, limit=limit)


def rebuild_catalogue(archive: Path) -> Refresh:
    """Make the catalogue anew from the archive alone.

    Raises:
        ArchiveError: No archive, or the catalogue cannot be written.
    """
    with Catalogue(archive) as catalogue:
        return catalogue.refresh(anew=True)


def export_bag(
    archive: Path,
    names: Sequence[str],
    target: Path,
    *,
    form: BagForm = BagForm.FILES,
    version: int | None = None,
) -> BagFile:
    """Write objects as one serialised BagIt bag.

    Args:
        archive: The archive.
        names: The objects.
        target: The zip file to make; it must not exist.
        form: ``FILES`` of one version, for any system, or ``HISTORY``: the whole OCFL object.
        version: Which version, for ``FILES``; the newest when not given.

    Raises:
        ArchiveError: An object is missing or damaged, or the bag cannot be written.
    """
    store = Archive.open(archive)
    identifiers = [find_object(store, name) for name in names]
    return transfer.export_bag(store, identifiers, target, form=form, version=version)


def export_bags(
    archive: Path,
    folder: Path,
    names: Sequence[str] | None = None,
    *,
    form: BagForm = BagForm.FILES,
) -> Iterator[BagFile]:
    """Write a bag for each object (for all when none is named) into a folder, named by report.

    Yields:
        Each bag once it is safe on disk.

    Raises:
        ArchiveError: As ``export_bag``.
    """
    store = Archive.open(archive)
    listed = {item.object_id: item for item in list_objects(archive)}
    wanted = listed if names is None else [find_object(store, name) for name in names]
    for identifier in wanted:
        label = listed[identifier].report_id or object_key(identifier)[:16]
        target = folder / f"{label}.zip"
        yield transfer.export_bag(store, [identifier], target, form=form)


def import_bag(
    bag: Path,
    archive: Path,
    *,
    created: datetime | None = None,
    user: Depositor = SOFTWARE,
    limits: Limits | None = None,
) -> list[Receipt]:
    """Take the reports of a bag into an archive, once the whole bag is found valid.

    Args:
        bag: A zip or tar file, or a folder.
        archive: The archive; it is made when it is missing.
        created: Time of the import, with a time zone; now when not given.
        user: Who answers for it.
        limits: What is refused as a bomb.

    Returns:
        A receipt for each report; look at ``outcome``.

    Raises:
        ArchiveError: The bag is not valid or hostile (nothing was taken), or the disk refuses.
    """
    store = Archive.open(archive, create=True)
    moment = created or datetime.now(UTC)
    return transfer.import_bag(store, bag, created=moment, user=user, limits=limits)
