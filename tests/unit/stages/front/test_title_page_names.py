"""Names on title pages: degrees, posts, places and signs around them, names above the title."""

from __future__ import annotations

import pytest

from tests.unit.stages.harbor import PROSE, edition


def told(front: str) -> tuple[str, str, list[str]]:
    report = edition(f"{front}\n\n\f{PROSE * 3}").report
    return report.title, report.subtitle, [person.name for person in report.authors]


TWO = ["Nora Flint", "Ivan Petrov"]


@pytest.mark.parametrize(
    "below",
    [
        "Nora Flint, Ph.D.\nSenior Fellow, Institute of Ports\nIvan Petrov, M.D., MPH\nNorthmouth",
        "Nora Flint (Northmouth University)\nIvan Petrov (Institute for Water)\nMay 2014",
        "Authors:\nNora Flint, Senior Fellow\nIvan Petrov, Research Associate\nMay 2014",
        "Prepared by\nNora Flint, EdD\nIvan Petrov, PhD\nCoast Press\nMay 2014",
        "By Nora Flint, Senior Fellow, and Ivan Petrov, Research Associate\nMay 2014",
        "Dr. Nora Flint and Prof. Ivan Petrov\nMay 2014",
        "Nora Flint*, Ivan Petrov†\nMay 2014",
        "Nora Flint1, Ivan Petrov1,2\n1 Northmouth University\n2 Institute for Water",
    ],
    ids=["degrees", "places", "posts", "prepared", "by", "doctors", "signs", "figures"],
)
def test_names_are_read_without_what_is_said_of_the_persons(below: str) -> None:
    assert told(f"Schools of Salt\n{below}") == ("Schools of Salt", "", TWO)


def test_names_in_capitals_are_no_subtitle() -> None:
    title, subtitle, names = told("SCHOOLS OF SALT\n\nNORA FLINT AND IVAN PETROV\n\nMAY 2014")
    assert (title, subtitle) == ("SCHOOLS OF SALT", "")
    assert [name.title() for name in names] == TWO


@pytest.mark.parametrize("above", ["Nora Flint, Ivan Petrov", "Nora Flint\nIvan Petrov"])
def test_names_can_stand_above_the_title(above: str) -> None:
    found = told(f"{above}\n\nSchools of Salt\nThe Coast and Its Teachers\n\nMay 2014")
    assert found == ("Schools of Salt", "The Coast and Its Teachers", TWO)


def test_a_name_alone_above_a_name_is_the_title_of_a_life() -> None:
    assert told("Nora Flint\nA Life at Sea\nIvan Petrov\nMay 2014")[0] == "Nora Flint"
