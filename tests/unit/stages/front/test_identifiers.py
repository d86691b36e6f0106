"""DOI, ISBN and ISSN are the report's only where it speaks of itself."""

from __future__ import annotations

import pytest
from lxml import etree

from archivist.api import Profiles, clean
from archivist.core import Source
from archivist.core.edition import Edition
from archivist.parcel import parcel
from tests.unit.stages.front.test_prelims import TEXT, TITLE

PROFILES = Profiles.load()
RIGHTS = "The Quay Corporation\n© 2020 by the publisher. All rights reserved.\n"
TEI = {"t": "http://www.tei-c.org/ns/1.0"}


def cleaned(imprint: str, text: str = TEXT * 2) -> Edition:
    (edition,) = clean(
        [Source.of(f"{TITLE}{TITLE}{RIGHTS}{imprint}\n\n\nIntroduction\n{text}")], PROFILES
    )
    return edition


@pytest.mark.parametrize(
    ("imprint", "isbn"),
    [
        ("ISBN 978-0-306-40615-7\n", ("978-0-306-40615-7",)),
        ("ISBN: 9780306406157\n", ("9780306406157",)),
        ("ISBN-13 978–0–306–40615–7\n", ("978-0-306-40615-7",)),
        ("ISBN 978 0 306 40615 7\n", ("978-0-306-40615-7",)),
        ("ISBN-10: 0-8044-2957-x\n", ("0-8044-2957-X",)),
        (
            "ISBN 978-0-306-40615-7 (print), 978-3-16-148410-0 (PDF)\n",
            ("978-0-306-40615-7", "978-3-16-148410-0"),
        ),
        ("e-ISBN 978-3-16-148410-0. ISBN 978-3-16-148410-0.\n", ("978-3-16-148410-0",)),
        # no such number
        ("ISBN 978-0-306-40615-8\n", ()),
        ("ISBN 978-0-306-40615\n", ()),
        ("Telephone 978-0-306-40615-7\n", ()),
        ("Order no. 0-306-40615-2 of the ISBNs\n", ()),
        (f"ISBN to come. {'The harbor was closed. ' * 3}0-306-40615-2\n", ()),
    ],
)
def test_an_isbn_has_a_label_and_a_check_digit(imprint: str, isbn: tuple[str, ...]) -> None:
    assert cleaned(imprint).report.isbn == isbn


@pytest.mark.parametrize(
    ("imprint", "issn"),
    [
        ("ISSN 0317-8471\n", ("0317-8471",)),
        ("ISSN 2434-561X (print) ISSN 0317-8471 (online)\n", ("2434-561X", "0317-8471")),
        ("eISSN: 2434-561x\n", ("2434-561X",)),
        ("ISSN-L 0317–8471\n", ("0317-8471",)),
        ("ISSN 0317-8472\n", ()),
        ("ISSN 03178471\n", ()),
        ("Fax 0317-8471\n", ()),
    ],
)
def test_an_issn_has_a_label_and_a_check_digit(imprint: str, issn: tuple[str, ...]) -> None:
    assert cleaned(imprint).report.issn == issn


@pytest.mark.parametrize(
    ("imprint", "doi"),
    [
        ("https://doi.org/10.5555/QUAY.2020.7\n", "10.5555/QUAY.2020.7"),
        ("DOI: 10.5555/quay(2020)7.\n", "10.5555/quay(2020)7"),
        ("(doi:10.5555.12/quay-7)\n", "10.5555.12/quay-7"),
        ("doi 10.5555/quay;2-7, first published in May.\n", "10.5555/quay;2-7"),
        ("http://dx.doi.org/10.5555/a%3C7%3E\n", "10.5555/a<7>"),
        ("DOI: https://doi.org/10.5555/quay-7\n", "10.5555/quay-7"),
        # no DOI: a month and a number of copies, another directory, no suffix
        ("Printed 10.2015/500 copies\n", ""),
        ("doi:11.5555/quay\n", ""),
        ("doi:10.5555/ quay\n", ""),
        ("Vidoi 10.5555/quay\n", ""),
    ],
)
def test_a_doi_has_prefix_and_suffix(imprint: str, doi: str) -> None:
    assert cleaned(imprint).report.doi == doi


def test_what_a_report_cites_is_not_its_own() -> None:
    cited = (
        TEXT * 5
        + "The second account came later, and it blamed the harbor master alone.¹ "
        + TEXT
        + "\n1 Ada Roe, The Long Quay (Hallevik: Quay, 2019), ISBN 978-0-306-40615-7, "
        "https://doi.org/10.5555/other.\n\nBibliography\n\n"
        "Wei, Li. The Short Quay. Hallevik, 2018. ISBN 978-3-16-148410-0. ISSN 0317-8471.\n\n"
        "doi:10.5555/third\n\nISBN 978-3-16-148410-0\n"
    )
    report = cleaned("", cited).report
    assert (report.doi, report.isbn, report.issn) == ("", (), ())


def test_a_slice_that_begins_in_a_citation_has_no_identifier() -> None:
    (edition,) = clean([Source.of(f"doi:10.5555/third\n\n{TEXT}{TEXT}")], PROFILES)
    assert edition.report.doi == ""


def test_a_long_list_of_numbers_is_a_catalogue() -> None:
    numbers = [f"978-0-306-4061{n}-" for n in range(7)]
    told = " ".join(f"ISBN {n}{_check(n)}," for n in numbers)
    assert cleaned(f"{told}\n").report.isbn == ()


def _check(number: str) -> int:
    digits = [int(char) for char in number if char.isdigit()]
    return -sum(d * (1, 3)[k % 2] for k, d in enumerate(digits)) % 10


def test_the_span_of_a_fact_holds_the_number_and_the_header_has_it() -> None:
    edition = cleaned("ISBN 978-0-306-40615-7\nISSN 0317-8471\nhttps://doi.org/10.5555/quay-7\n")
    told = {f.name: edition.sheet.text[f.start : f.end] for f in edition.sheet.facts}
    assert told["isbn"] == "978-0-306-40615-7"
    assert told["issn"] == "0317-8471"
    assert told["doi"] == "10.5555/quay-7"
    root = etree.fromstring(parcel(edition)["report.tei.xml"])
    (original,) = root.iterfind(".//t:biblStruct", TEI)
    assert {e.get("type"): e.text for e in original.iterfind(".//t:idno", TEI)} == {
        "DOI": "10.5555/quay-7",
        "ISBN": "978-0-306-40615-7",
        "ISSN": "0317-8471",
    }


def test_mastheads_of_several_essays_name_none_for_the_report() -> None:
    def report(*names: str) -> str:
        lines = [f"THE LONG QUAY | doi:10.5555/{name} | {n}\n\n" for n, name in enumerate(names, 3)]
        (edition,) = clean([Source.of("".join(f"{ln}{TEXT}\n\n\n" for ln in lines))], PROFILES)
        return edition.report.doi

    assert report("a", "b", "c", "d") == ""
