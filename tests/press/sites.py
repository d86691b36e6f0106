"""Mirror sites: what each prints around a slice. Labels as recorded from real pages; the ones that
nobody has seen are marked as guesses."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Labels:
    """Words of an interface language; an empty word means that the language has no such line."""

    download: str
    pdf: str
    page: str
    date: str
    size: str
    kind: str
    related: str
    share: str
    notice: str
    contact: str
    guessed: bool = False


LABELS = {
    "uz": Labels(
        "Download ", "Pdf ko'rish", "bet", "Sana", "Hajmi", "Turi", "Bog'liq",
        "Do'stlaringiz bilan baham:",
        "Ma'lumotlar bazasi mualliflik huquqi bilan himoyalangan ©{site} {year}",
        "ma'muriyatiga murojaat qiling",
    ),
    "az": Labels(
        "Yüklə ", "Pdf görüntüsü", "səhifə", "tarix", "ölçüsü", "növü", "",
        "Dostları ilə paylaş:",
        "Verilənlər bazası müəlliflik hüququ ilə müdafiə olunur ©{site} {year}",
        "rəhbərliyinə müraciət", guessed=True,
    ),
    "kk": Labels(
        "жүктеу ", "Pdf көрінісі", "бет", "Дата", "өлшемі", "түрі", "",
        "Достарыңызбен бөлісу:", "©{site} {year}", "әкімшілігінің қараңыз", guessed=True,
    ),
    "en": Labels(
        "Download ", "", "Page", "Date", "Size", "", "", "Share with your friends:",
        "The database is protected by copyright ©{site} {year}", "send message", guessed=True,
    ),
    "ru": Labels(
        "Скачать ", "PDF просмотр", "страница", "Дата", "Размер", "Тип", "",
        "Поделитесь с Вашими друзьями:",
        "База данных защищена авторским правом ©{site} {year}", "обратиться к администрации",
        guessed=True,
    ),
    "tr": Labels(
        "Yükle ", "", "sayfa", "Tarih", "Boyut", "", "", "Arkadaşlarınızla paylaş:",
        "Veritabanı telif hakkı ile korunmaktadır ©{site} {year}", "", guessed=True,
    ),
    "es": Labels(
        "Descargar ", "", "página", "Fecha", "Tamaño", "", "", "Compartir con tus amigos:",
        "La base de datos está protegida por derechos de autor ©{site} {year}", "enviar mensaje",
        guessed=True,
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Site:
    """One mirror site.

    Attributes:
        host: its name.
        language: key of its labels.
        decimal: ``.`` or ``,`` in sizes.
        blanks: empty lines after the title and the heading.
        download: whether the size line stands at the head and foot.
        unlabelled: whether the file name stands without a label.
        older: ``ru`` or ``uk`` for the older generation of the template, else empty.
        known: whether a research note names it.
        labels: its words, where its language is not listed.
    """

    host: str
    language: str
    decimal: str = "."
    blanks: int = 2
    download: bool = True
    unlabelled: bool = False
    older: str = ""
    known: bool = True
    labels: Labels | None = None

    @property
    def words(self) -> Labels:
        """What it prints beside its values."""
        return self.labels or LABELS[self.language]


SITES = {
    site.host: site
    for site in (
        Site("fayllar.org", "uz"),
        Site("hozir.org", "uz", ",", 3),
        Site("azkurs.org", "az", ",", 3, unlabelled=True),
        Site("muhaz.org", "az", ",", 2, unlabelled=True),
        Site("kzref.org", "kk", ".", 2),
        Site("engime.org", "kk", ",", 2, download=False),
        Site("ininet.org", "en", ".", 3),
        Site("topuch.com", "ru", ".", 1, older="ru"),
        Site("znate.ru", "ru", ".", 1, older="ru"),
        Site("exdat.com", "ru", ".", 1, older="uk"),
        Site("hujjatlar.example", "uz", ".", 2, known=False),
        Site("belgeler.example", "tr", ",", 2, known=False),
        Site("papeles.example", "es", ",", 2, known=False),
    )
}


def strip_items(page: int, count: int) -> list[str]:
    """Items of the pagination strip: the rule that fits every strip seen."""
    if count <= 11:
        return [str(n) for n in range(1, count + 1)]
    if page <= 6:
        return [*(str(n) for n in range(1, 10)), "...", str(count)]
    if page >= count - 5:
        return ["1", "...", *(str(n) for n in range(count - 8, count + 1))]
    window = [str(n) for n in range(page - 4, page + 4)]
    return ["1", "...", *window, "...", str(count)]


def strip_line(page: int, count: int) -> str:
    """The strip as printed: items parted by blank, NBSP, blank."""
    line = " \u00a0 ".join(strip_items(page, count))
    return f"  {line}" if page == 1 else line
