"""Pages saved whole: MHTML messages, and the comments of browsers and SingleFile."""

from __future__ import annotations

from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest

from archivist.core import Origin, Source
from archivist.errors import ReadError
from archivist.profiles import Profiles
from archivist.readers import anchor_of, read_bytes
from archivist.stages.clean import clean

PAGE = (
    "<html><body><nav>Menu</nav><h1>The harbour</h1>"
    + "\n<p>The harbour of the lower town – büro – was dredged in spring.</p>" * 4
    + "</body></html>"
)
SAVED = "Sat Nov 04 2023 10:11:12 GMT+0100 (CET)"
ADDRESS = "https://fayllar.org/the-harbour.html"


def message(page: str = PAGE, *, charset: str = "utf-8", address: str = ADDRESS) -> bytes:
    whole = MIMEMultipart("related", type="text/html")
    whole["From"] = "<Saved by Blink>"
    whole["Snapshot-Content-Location"] = address
    whole["Subject"] = "The harbour"
    whole["Date"] = "Sat, 4 Nov 2023 10:11:12 +0100"
    picture = MIMEImage(b"\x89PNG....", "png")
    text = MIMEText(page, "html", charset)
    text["Content-Location"] = address
    whole.attach(text)
    whole.attach(picture)
    return whole.as_bytes()


def read(raw: bytes, name: str = "saved.mhtml") -> Source:
    [source] = read_bytes(raw, Origin(name))
    return source


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-15", "us-ascii"])
def test_a_saved_page_reads_as_the_page_inside(charset: str):
    page = PAGE if charset == "utf-8" else PAGE.replace("–", "-")
    page = page if charset != "us-ascii" else page.replace("ü", "u")
    raw = message(page, charset=charset)
    source = read(raw)
    assert source.text == read(page.encode(), "page.html").text
    assert (source.raw, source.media_type) == (raw, "multipart/related")


def test_its_header_tells_address_and_day():
    source = read(message())
    assert (source.origin.address, source.origin.retrieved) == (ADDRESS, "2023-11-04")
    known = read_bytes(message(), Origin("a", "https://other.example/", "2020-01-01"))[0]
    assert known.origin == Origin("a", "https://other.example/", "2020-01-01")


def test_a_line_leads_back_to_the_markup_of_the_page_inside():
    source = read(message())
    line = source.text.split("\n").index("The harbour") + 1
    assert "<h1>The harbour</h1>" in anchor_of(source, line).raw


def test_a_message_cut_off_gives_what_is_left():
    page = PAGE.replace("</body></html>", "<p>The last line of a long page.</p>" * 60)
    raw = message(page)
    assert "The harbour" in read(raw[: len(raw) // 2]).text


def test_it_is_cleaned_like_any_page():
    [edition] = clean([read(message())], Profiles.load())
    assert edition.report.title == "The harbour"


def test_parts_within_parts_without_end_are_refused():
    head = "MIME-Version: 1.0\n"
    parts = "".join(
        f'Content-Type: multipart/related; boundary="b{n}"\n\n--b{n}\n' for n in range(3000)
    )
    with pytest.raises(ReadError, match="holds no HTML part"):
        read((head + parts).encode())


def test_a_message_without_a_page_is_refused_with_a_remedy():
    whole = MIMEMultipart("related")
    whole.attach(MIMEText("no page", "plain"))
    with pytest.raises(ReadError, match="holds no HTML part; save the page again"):
        read(whole.as_bytes())


@pytest.mark.parametrize(
    "text",
    [
        "From: the harbour board\nTo: the mayor\nDate: 4 May\n\nThe harbour is shut.\n",
        "Note: the MIME-Version and the multipart/related type are explained below.\n",
    ],
)
def test_letters_and_prose_are_text(text: str):
    assert read(text.encode(), "letter.txt").media_type == "text/plain"


@pytest.mark.parametrize(
    ("comment", "origin"),
    [
        (f"saved from url=(0036){ADDRESS}", (ADDRESS, None)),
        (
            f"\n Page saved with SingleFile \n url: {ADDRESS} \n saved date: {SAVED}\n",
            (ADDRESS, "2023-11-04"),
        ),
        ("saved from url=(0014)about:internet", (None, None)),
        (f"see {ADDRESS}", (None, None)),
    ],
)
def test_the_comment_of_who_saved_a_page_is_its_origin(comment: str, origin: tuple[str, str]):
    page = f"<!DOCTYPE html>\n<!-- {comment} -->\n{PAGE}"
    source = read(page.encode(), "page.html")
    assert (source.origin.address, source.origin.retrieved) == origin
