"""How good a recovered report is: an independent comparison with a gold one.

TEI (or JSON) is reduced to a neutral `Digest`, two digests are compared by `score`, and
`compare_paths` does both for files and folders. Nothing here knows how reports are cleaned.
"""

from archivist.evaluate.digest import Digest, digest_from_json, digest_to_json, read_digest
from archivist.evaluate.reduce import read_tei, reduce
from archivist.evaluate.report import Report, align_columns, compare_paths, load
from archivist.evaluate.score import score
from archivist.evaluate.tally import COLUMNS, Scores, Tally

__all__ = [
    "COLUMNS",
    "Digest",
    "Report",
    "Scores",
    "Tally",
    "align_columns",
    "compare_paths",
    "digest_from_json",
    "digest_to_json",
    "load",
    "read_digest",
    "read_tei",
    "reduce",
    "score",
]
