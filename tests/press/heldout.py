"""Houses, sites and carriers that no list names, each drawn from ranges by its own seed."""

from __future__ import annotations

from random import Random

from tests.press.carriers import NBSP, Carrier
from tests.press.cases import Plan
from tests.press.house import House
from tests.press.lexicon import EN
from tests.press.lexicon_ru import RU
from tests.press.lexicon_uz import UZ
from tests.press.sites import LABELS, Labels, Site

PUBLISHERS = ("Halden Institute", "Velmara Forum", "Tarn Centre for Studies", "Osk Foundation")
HEADS = (
    ("{title}", "{title}"),
    ("{title}", "{surnames_plain}"),
    ("{short}", "{surnames}"),
    ("{short} | {n}", "{n} | {surnames_plain}"),
    ("{title}   {n}", "{n}   {title}"),
    ("{surnames} • {short}", "HALDEN PAPERS • {month_upper} {year}"),
    ("{short} ◆ {surnames}", "HALDEN PAPERS ◆ {month_upper} {year}"),
    ("", ""),
)
FOLIOS = ("{n}", "{n}", "{n}", "– {n} –", "[{n}]", "- {n} -")
NUMBERINGS: tuple[tuple[str, ...], ...] = (
    (),
    (),
    ("{c}. ", "{c}.{s}. "),
    ("{c} ", "{c}.{s} "),
    ("{roman}. ", "{a}. "),
    ("Chapter {c}: ",),
    ("Part {roman}. ",),
)
BULLETS = (("•", "°"), ("•", "–"), ("–", "–"), ("■", "•"), ("▪", "o"), ("*", "-"))
EXTRAS = ("acknowledgments", "box", "references", "appendix", "about")
# Interface words of languages in which no site of the template has been seen.
WORDS = {
    "pl": Labels(
        "Pobierz ", "Podgląd PDF", "strona", "Data", "Rozmiar", "Typ", "Powiązane",
        "Podziel się ze znajomymi:", "Baza danych chroniona prawem autorskim ©{site} {year}",
        "napisz do nas", guessed=True,
    ),
    "de": Labels(
        "Herunterladen ", "PDF-Ansicht", "Seite", "Datum", "Größe", "Art", "Verwandt",
        "Mit Freunden teilen:", "Die Datenbank ist urheberrechtlich geschützt ©{site} {year}",
        "Verwaltung anschreiben", guessed=True,
    ),
    "pt": Labels(
        "Baixar ", "Ver PDF", "página", "Data", "Tamanho", "Tipo", "Relacionado",
        "Compartilhe com seus amigos:", "Banco de dados protegido ©{site} {year}",
        "enviar mensagem", guessed=True,
    ),
    "id": Labels(
        "Unduh ", "Lihat PDF", "halaman", "Tanggal", "Ukuran", "Jenis", "Terkait",
        "Bagikan dengan teman:", "Basis data dilindungi hak cipta ©{site} {year}",
        "kirim pesan", guessed=True,
    ),
}  # fmt: skip


def held_out(seed: int) -> Plan:
    """A plan of which nothing but the ranges is known; the same seed gives the same plan."""
    rng = Random(f"held out {seed}")
    return Plan(
        carrier=draw_carrier(rng, seed),
        site=draw_site(rng, seed),
        house=draw_house(rng, seed),
        tear=rng.choice((0.0, 0.0, 0.3)),
        size=rng.randint(8, 30),
        codecs=("utf-8", "utf-8", "crlf:utf-8", "utf-16", "cp1251", "latin:sloppy-windows-1252"),
        decoys=rng.choice((0.02, 0.06, 0.15)),
    )


def draw_house(rng: Random, seed: int) -> House:
    """A publisher: any combination of habits that a reader could still make out."""
    recto, verso = rng.choice(HEADS)
    lexicon = rng.choice((EN, EN, EN, EN, RU, UZ))
    body = rng.randint(62, 100)
    opens = rng.random() < 0.35 and lexicon is EN
    return House(
        key=f"house{seed}",
        publisher=rng.choice(PUBLISHERS),
        series="",
        masthead=rng.choice((("Working Paper {number}",), ("HALDEN PAPERS", "No. {number}"))),
        recto=recto,
        verso=verso,
        folio=rng.choice(FOLIOS),
        at_foot=rng.random() < 0.35,
        openers=opens,
        drop_cap=opens and rng.random() < 0.6,
        numbering=rng.choice(NUMBERINGS) if lexicon is EN else rng.choice(NUMBERINGS[:4]),
        capitals=rng.random() < 0.2,
        hyphenate=rng.random() < 0.4,
        note_form=rng.choice((" {n} ", "{n} ", "{n}. ", "[{n}] ")),
        restart=opens or rng.random() < 0.3,
        endnotes=not opens and rng.random() < 0.25,
        bullets=rng.choice(
            (("•", "°"), ("•", "–"), ("–", "–"), ("■", "•"), ("▪", "o"), ("*", "-"))
        ),
        counting=rng.choice((("{n}.",), ("{n})",), ("({n})",), ("{a})",), ("({a})",))),
        caption=rng.choice(("{label} {text}", "{label}. {text}", "{label}: {text}")),
        extras=tuple(name for name in EXTRAS if rng.random() < 0.3),
        measures=(body, body - rng.randint(0, 8), body + rng.randint(4, 34)),
        anchors=("© {year} by the publisher.",),
        lexicon=lexicon,
    )


def draw_carrier(rng: Random, seed: int) -> Carrier:
    """A converter: slices of a PDF, a PDF library, or a flow of paragraphs."""
    kind = rng.choice(("mirror", "mirror", "library", "flow"))
    call = {
        "mirror": ("line",),
        "library": ("glued", "loose", "mixed", "super", "bracket"),
        "flow": ("glued", "super", "bracket"),
    }[kind]
    fresh = rng.random
    numbers = kind != "mirror" or fresh() < 0.5
    return Carrier(
        key=f"carrier{seed}",
        trail=rng.choice((NBSP, NBSP, " ", "")) if kind == "mirror" else rng.choice(("", " ")),
        keep=rng.uniform(0, 0.5) if kind == "mirror" else 0.0,
        nbsp=rng.uniform(0, 0.3) if kind == "mirror" else 0.0,
        runs=kind == "mirror",
        call=rng.choice(call),
        numbers=numbers,
        gap=2 if kind == "mirror" else rng.choice((0, 0, 1)),
        blank=1 if kind == "mirror" else 0,
        note_gap=kind == "mirror" and not numbers,
        diamond=rng.choice(("u", "◆", "•", "")),
        angle=kind != "mirror",
        comma=rng.choice((0.0, 0.05)) if kind == "mirror" else 0.0,
        every=int(kind == "mirror" and fresh() < 0.2),
        doubled=rng.choice((0.0, 0.0, 0.3)),
        spaced=fresh() < 0.5,
        kern=rng.choice((0.0, 0.02)) if kind == "library" else 0.0,
        floats_first=fresh() < 0.3,
        masthead=rng.uniform(0.7, 1),
        flow=kind == "flow",
        apart=fresh() < 0.6,
        wrap=rng.choice((0, 0, 72, 80)) if kind == "flow" else 0,
        feed=kind == "library" and fresh() < 0.5,
        loose=float(kind == "library" and fresh() < 0.3),
        indent=kind == "library" and fresh() < 0.2,
        cells=rng.choice((" ", "   ", " | ", "\n")),
        bullet=rng.choice(("", "", "\uf0b7", "-")) if kind != "mirror" else "",
    )


def draw_site(rng: Random, seed: int) -> Site:
    """A site of the template that no profile names, in a seen or in an unseen language."""
    language = rng.choice([*LABELS, *WORDS])
    return Site(
        host=f"{rng.choice(('docs', 'papers', 'fayl', 'hujjat', 'refs'))}{seed}.example",
        language=language,
        decimal=rng.choice(".,"),
        blanks=rng.randint(1, 3),
        download=rng.random() < 0.8,
        unlabelled=rng.random() < 0.2,
        known=False,
        labels=WORDS.get(language),
    )
