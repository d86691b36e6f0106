"""What encodings did to words is mended as recorded edits; what the publisher printed stays."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archivist import Profiles, clean, to_tei
from archivist.core import Sheet, Source
from archivist.core.ledger import Edit, EditKind, Mark
from archivist.core.roles import Inline, Zone
from archivist.stages.repair import _LEAD, _SUSPECT, LONGEST, repair


def edits(text: str) -> list[Edit]:
    return [e for e in repair(Sheet.of(Source.of(text))) if isinstance(e, Edit)]


def mended(text: str) -> str:
    result = text
    for edit in sorted(edits(text), reverse=True):
        result = result[: edit.start] + edit.after + result[edit.end :]
    return result


ENGLISH = "Russia’s “long” view — naïve détente, Żarnów, Saint-Évrard, São Tomé, 5 € ½ …"
RUSSIAN = "Сухой порт остаётся «закрытым» — № 5"
UZBEK = "O‘zbekiston Respublikasi ə ğ ş İ ı"


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (ENGLISH, "latin-1"),
        (ENGLISH, "cp1251"),
        (ENGLISH, "cp1250"),
        (ENGLISH, "cp437"),
        (ENGLISH, "mac_roman"),
        (RUSSIAN, "latin-1"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "mac_roman"),
        (UZBEK, "cp1252"),
        (UZBEK, "cp1254"),
        (UZBEK, "latin-1"),
    ],
)
def test_text_decoded_as_another_code_page_is_mended(text: str, codec: str) -> None:
    garbled = text.encode("utf-8").decode(codec)
    assert garbled != text
    assert mended(garbled) == text
    for edit in edits(garbled):
        assert edit.kind is EditKind.REPAIR
        assert edit.rule == "repair:ftfy"
        assert edit.why


def test_text_garbled_twice_is_mended() -> None:
    once = RUSSIAN.encode("utf-8").decode("latin-1")
    assert mended(once.encode("utf-8").decode("latin-1")) == RUSSIAN


def test_each_word_is_an_edit_of_its_own() -> None:
    garbled = "dÃ©tente and more dÃ©tente"
    assert [garbled[e.start : e.end] for e in edits(garbled)] == ["dÃ©tente"] * 2


def test_one_line_does_not_change_the_verdict_on_another() -> None:
    garbled = ENGLISH.encode("utf-8").decode("latin-1")
    assert mended(f"{ENGLISH}\n{garbled}\n{RUSSIAN}") == f"{ENGLISH}\n{ENGLISH}\n{RUSSIAN}"


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        RUSSIAN,
        UZBEK,
        "“Quotes” ‘stay’ curly; ﬁ and ﬂ stay ligatures; no\u00a0break stays",
        "Ｆｕｌｌ width stays",
        "├── a tree of files\n│   └── drawn in boxes",
        "√2 is no fraction",
        "Âge, Ãvora, Å, Ä: letters that may begin a garbled word",
        "AT&T and R&D; if a < b && c",
        "soft\u00adhyphen, zero\u200bwidth",
    ],
)
def test_what_was_printed_so_stays(text: str) -> None:
    assert edits(text) == []


def test_entities_that_a_page_left_behind_are_read() -> None:
    assert mended("R&amp;D &mdash; Ti&eacute;") == "R&D — Tié"


def test_glyph_names_of_ligatures_are_read_as_their_letters() -> None:
    assert mended("the /f_inance of o/f_f_ices") == "the finance of offices"


@pytest.mark.parametrize("word", ["the /f_iancé of", "the o/f_f_ice’s", "an /f_i\xa0Â\xa0é"])
def test_a_glyph_name_in_a_garbled_word_is_read_with_it(word: str) -> None:
    garbled = f"{word} /f_inance".encode().decode("latin-1")
    assert mended(garbled) == re.sub("/?f_", "f", word).replace("f_", "f") + " finance"
    spans = sorted((edit.start, edit.end) for edit in edits(garbled))
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


@given(
    st.lists(st.sampled_from(["/f_i", "/f_f", "Ã©", "â€™", "Â\xa0", "\x82", "a", "0", " ", "\n"]))
)
def test_repairs_of_two_kinds_do_not_overlap(parts: list[str]) -> None:
    assert all(a.end <= b.start for a, b in pairwise(sorted(edits("".join(parts)))))


def test_characters_that_xml_cannot_hold_are_marked_not_dropped() -> None:
    marks = [e for e in repair(Sheet.of(Source.of("a\x00b\x08c"))) if isinstance(e, Mark)]
    assert [(m.start, m.end, m.role) for m in marks] == [
        (1, 2, Inline.ILLEGAL),
        (3, 4, Inline.ILLEGAL),
    ]


def test_a_line_too_long_to_try_stays_as_it_is() -> None:
    assert edits("dÃ©tente " * (LONGEST // 8)) == []


@given(st.text(max_size=120))
def test_edits_lie_inside_one_line_and_do_not_overlap(text: str) -> None:
    found = sorted(edits(text))
    for edit in found:
        assert 0 <= edit.start < edit.end <= len(text)
        assert "\n" not in text[edit.start : edit.end]
        assert edit.after != text[edit.start : edit.end]
    assert all(a.end <= b.start for a, b in pairwise(found))


@given(
    st.text(st.sampled_from("abcdefgh ijklmnoABC .,;:’“”—абвгдеёжзийÀéüñçøßłşğıə0123"), max_size=80)
)
def test_ordinary_letters_are_left_alone(text: str) -> None:
    assert mended(mended(text)) == mended(text)


def test_a_misread_bullet_still_marks_an_item():
    text = (
        "The committee found three things in the lamps that it looked at:\n\n"
        "â€¢ The first lamp was lit on every evening of the year.\n"
        "â€¢ The second lamp was not, whatever the ledger says of it.\n"
    )
    edition = clean([Source.of(text)], Profiles.load())[0]
    items = [b.text for b in edition.outline.blocks if b.zone is Zone.ITEM]
    assert items == [
        "The first lamp was lit on every evening of the year.",
        "The second lamp was not, whatever the ledger says of it.",
    ]


@pytest.mark.parametrize("word", ["café2", "[12]café", "¹café", "1café2"])
def test_sigla_beside_a_mended_word_stay_what_they_are(word: str) -> None:
    garbled = f"le {word}".encode().decode("latin-1")
    [edit] = edits(garbled)
    assert edit.after in {"café", "¹café"}  # a superscript was garbled with it
    assert mended(garbled) == f"le {word}"


@pytest.mark.parametrize(
    "text", ["\ufffe", "a \ufffe", "12\ufffe\n", "a\x00\ufffe\nb\n", "\ufffe\r\n\n"]
)
def test_a_hyphen_of_one_engine_that_parts_no_word_is_a_gap(text: str) -> None:
    """U+FFFE, which XML cannot hold."""
    [edition] = clean([Source.of(text)], Profiles.load())
    at = text.index("\ufffe")
    assert edition.sheet.inlines[at] == Inline.ILLEGAL
    assert "U+FFFE" in to_tei(edition).decode()


def test_a_hyphen_of_one_engine_that_parts_a_word() -> None:
    text = (
        "The keeper of the lamps and of the oil and the wicks went to the har\ufffe\nbor at dusk.\n"
    )
    [edition] = clean([Source.of(text)], Profiles.load())
    assert edition.sheet.inlines[text.index("\ufffe")] == Inline.SOFT_HYPHEN


@given(st.text(st.sampled_from("aÂÃâðРСд╨Γ‚√Ä&;#x50\x80\x9f€”™ \xa0°\n"), max_size=40))
def test_what_is_suspect_begins_with_a_lead(text: str) -> None:
    by_leads = [m.start() for m in _LEAD.finditer(text) if _SUSPECT.match(text, m.start())]
    anywhere = [at for at in range(len(text)) if _SUSPECT.match(text, at)]
    assert by_leads == anywhere


def test_words_between_garbled_fixed_blanks_are_mended_one_by_one() -> None:
    text = "By Ada B. Łącki and Li Wei — so it is".replace(" ", "\xa0", 4)
    found = edits(text.encode("utf-8").decode("latin-1"))
    assert mended(text.encode("utf-8").decode("latin-1")) == text
    assert any(edit.after.strip("\xa0 ") == "Łącki" for edit in found)
