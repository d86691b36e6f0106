"""Many inputs: read, grouped into documents, cleaned over several processes, written, remembered.

Cleaning one report is a pure function; this package is what stands around it: which files there
are, what was done before, what is written where, and what happens when something fails.
"""

from archivist.batch.journal import Entry, Fate, Journal
from archivist.batch.options import BatchOptions
from archivist.batch.run import Batch

__all__ = ["Batch", "BatchOptions", "Entry", "Fate", "Journal"]
