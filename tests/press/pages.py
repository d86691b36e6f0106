"""Pages of the mirror template in any language, around bodies full of lookalikes.

Apart from :mod:`tests.press.mirrors`: it draws no report, but far more odd pages: fields dropped,
sizes without a header, texts of three lines, lines that only seem to be the site's.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from tests.press.sites import strip_items

if TYPE_CHECKING:
    from random import Random


@dataclass(frozen=True, slots=True)
class Wording:
    """Labels of one language, in the order of the page."""

    download: str
    view: str
    page: str
    date: str
    size: str
    kind: str
    related: str
    share: str
    notice: str
    contact: str


WORDINGS = {
    "listed-uz": Wording(
        "Download ", "Pdf ko'rish", "bet", "Sana", "Hajmi", "Turi", "Bog'liq",
        "Do'stlaringiz bilan baham:",
        "Ma'lumotlar bazasi mualliflik huquqi bilan himoyalangan ", "ma'muriyatiga murojaat qiling",
    ),
    "listed-de": Wording(
        "Herunterladen ", "PDF-Ansicht", "Seite", "Datum", "Größe", "Typ", "Verwandt",
        "Mit Freunden teilen:", "Die Datenbank ist urheberrechtlich geschützt ",
        "Nachricht senden",
    ),
    "lv": Wording(
        "Lejupielādēt ", "Skatīt pdf", "lappuse", "Datums", "Izmērs", "Veids", "Saistīts",
        "Dalieties ar draugiem:", "Datubāzi aizsargā autortiesības ",
        "sazināties ar administrāciju",
    ),
    "hi": Wording(
        "डाउनलोड ", "पीडीएफ देखें", "पृष्ठ", "दिनांक", "आकार", "प्रकार", "संबंधित",
        "अपने मित्रों के साथ साझा करें:", "डेटाबेस कॉपीराइट द्वारा सुरक्षित है ",
        "प्रशासन से संपर्क करें",
    ),
    "el": Wording(
        "Λήψη ", "Προβολή pdf", "Σελίδα", "Ημερομηνία μετατροπής", "Μέγεθος", "Τύπος", "Σχετικό",
        "Μοιραστείτε με τους φίλους σας:", "Η βάση δεδομένων προστατεύεται ", "επικοινωνία",
    ),
    "zh": Wording(
        "下载 ", "查看PDF", "页", "日期", "大小", "类型", "相关", "与朋友分享:",
        "数据库受版权保护 ", "联系管理员",
    ),
    "ar": Wording(
        "تحميل ", "عرض pdf", "صفحة", "تاريخ", "حجم", "نوع", "ذات صلة", "شارك مع أصدقائك:",
        "قاعدة البيانات محمية بحقوق النشر ", "اتصل بالإدارة",
    ),
}  # fmt: skip
"""Two languages that profiles list, and five that none does."""

HOST = "papers.example"
WORDS = (
    "the of policy region states trade and water in border energy council which report between "
    "minister later river growth export share 2016 percent is are was small"
).split()
HEADS = ("Policy Implications", "POLICY IMPLICATIONS:", "A Domestic Foreign Policy", "Sources:",
         "The committee agreed on the following:")  # fmt: skip
LOOKALIKES = (
    "bet 12/28", "1 2 3 4 5 6 7", "Download the annex", "Size matters.", "12.03.2017", "#1",
    "Date palms and dams", "Table 3", "2 4 8 16", "Share with your friends what you learned.",
    "© 2017 by The National Bureau of Asian Research.",
)  # fmt: skip
TITLES = (
    "The national bureau of asian research",
    "Full text",
    "T E X T",
    "Toshkent, 2020 y. 460 b",
)
FILE_NAMES = (
    "SR66 Russia-ChinaRelations July2017",
    "bank ishi (2) (1) (1)",
    "moliya1.",
    "14-Amaliy ish",
)


class Habit(StrEnum):
    """How a page departs from the template."""

    PLAIN = "plain"
    INDENTED = "indented"
    DOUBLED = "doubled"  # a blank line after every line
    NO_TITLE = "no-title"
    NO_HEADER = "no-header"


@dataclass(frozen=True, slots=True)
class Page:
    """The lines of a page: header, text, footer."""

    header: tuple[str, ...]
    body: tuple[str, ...]
    footer: tuple[str, ...]

    @property
    def text(self) -> str:
        """The characters of the file."""
        return "\n".join((*self.header, *self.body, *self.footer))


def prose(rng: Random, count: int) -> str:
    return " ".join(rng.choice(WORDS) for _ in range(count)).capitalize()


def draw_body(rng: Random) -> list[str]:
    """One to six stretches of text: paragraphs, heads, page furniture, lookalikes."""
    lines: list[str] = []
    for _ in range(rng.randint(1, 6)):
        kind = rng.random()
        if kind < 0.15:
            lines.append(rng.choice(HEADS))
        elif kind < 0.25:
            lines.append(rng.choice(LOOKALIKES))
        elif kind < 0.3:
            lines += ["15", "NBR SPECIAL REPORT"]
        else:
            lines += [f"{prose(rng, rng.randint(11, 16))}\u00a0" for _ in range(rng.randint(0, 4))]
            lines.append(f"{prose(rng, rng.randint(4, 12))}.")
        if rng.random() < 0.3:
            lines += [""] * rng.randint(1, 2)
    while not lines[-1]:
        lines.pop()
    return lines


def draw_page(rng: Random, words: Wording, habit: Habit = Habit.PLAIN) -> Page:
    """A page of the template; every field may be absent, the body is full of lookalikes."""
    count = rng.choice((1, 2, 5, 9, 12, 28, 60))
    number = rng.randint(1, count)
    size = f"{rng.randint(0, 9)}{rng.choice('.,')}{rng.randint(10, 99)} Mb."
    if rng.random() < 0.2:
        size = f"{rng.randint(10, 999)} Kb."
    strip = " \u00a0 ".join(strip_items(number, count)) if count > 1 else ""
    body = draw_body(rng)
    download = rng.random() < 0.75
    fields = [words.download + size] if download else []
    fields += [words.view] if rng.random() < 0.6 else []
    fields += [f"{words.page}{number}/{count}"] if count > 1 else []
    day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(2010, 2023)
    fields += [f"{words.date}{day:02}.{month:02}.{year}", words.size + size]
    fields += [f"#{rng.randint(1000, 9_999_999)}"] if rng.random() < 0.6 else []
    fields += [f"{words.kind}Referat"] if rng.random() < 0.2 else []
    fields += [strip] if strip else []
    kind = rng.random()
    fields += [words.related] if kind < 0.5 else []
    fields += [rng.choice(FILE_NAMES)] if kind < 0.6 else []
    gap = [""] * rng.choice((1, 2, 3))
    title = rng.choice(TITLES)
    if habit is Habit.NO_TITLE:
        header = fields
    elif rng.random() < 0.08:
        header = [title + fields[0], *fields[1:]]
    else:
        copied = [body[0][:90].lstrip("0123456789. ")] if rng.random() < 0.4 and strip else []
        header = [title, *gap, *copied, *(gap if copied else []), *fields]
    header += [""] * rng.randint(1, 3)
    footer = ["", words.download + size] if download else []
    footer += ["", words.share, *([strip] if strip else []), *[""] * 4]
    footer += [f"{words.notice}©{HOST} 2024"]
    footer += [words.contact] if rng.random() < 0.8 else []
    if rng.random() < 0.15:
        footer = []
    return Page(*_changed([header, body, footer], habit))


def _changed(parts: list[list[str]], habit: Habit) -> list[tuple[str, ...]]:
    if habit is Habit.NO_HEADER:
        parts[0] = []
    if habit is Habit.INDENTED:
        parts = [[f"   {line}" for line in part] for part in parts]
    if habit is Habit.DOUBLED:
        parts = [[row for line in part for row in (line, "")] for part in parts]
    return [tuple(part) for part in parts]
