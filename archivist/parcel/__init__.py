"""What cleaning leaves of one report: a folder of files, deterministic to the byte."""

from archivist.parcel.files import SOFTWARE, facts, parcel

__all__ = ["SOFTWARE", "facts", "parcel"]
