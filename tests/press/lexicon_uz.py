"""Uzbek in Latin script, with the turned comma in oʻ and gʻ as typesetters print it."""

from __future__ import annotations

from tests.press.lexicon import Lexicon
from tests.press.model import words

UZ = Lexicon(
    key="uz",
    adj=words(
        "mavsumiy yagona vaqtinchalik sohilbo‘yi ikkitomonlama yopiq uzoqmuddatli shimoliy "
        "imtiyozli texnik eskirgan ichki davlat sanoat ehtiyotkor mahalliy qo‘shma sinov ochiq"
    ),
    noun=words(
        "tarif reyestr yig‘im shartnoma budjet loyiha bandargoh kanal kredit soliq nizom arxiv "
        "zavod qo‘mita kengash yo‘nalish ombor flot auksion bayonnoma zaxira ro‘yxat"
    ),
    groups=(
        "muzokarachilar", "mahalliy hokimliklar", "kema egalari", "mayda eksportchilar",
        "sug‘urtachilar", "temiryo‘l muhandislari", "qishloq saylovchilari", "soliq idoralari",
        "davlat banklari", "xorijiy pudratchilar", "har ikki hukumat", "bojxona nazoratchilari",
        "mustaqil mutaxassislar", "kasaba uyushmalari",
    ),
    places=(
        "Kelmar", "Port-Ilma", "Tarnu", "Xalder", "Yangi Kimbri", "Arden", "Yuqori Oso", "Mavrin",
    ),
    verbs=(
        "cheklaydi", "o‘zgartiradi", "to‘ldiradi", "zaiflashtiradi", "belgilab beradi",
        "kechiktiradi", "yetarlicha hisobga olmaydi", "qimmatlashtiradi", "almashtira olmaydi",
    ),
    past=(
        "kechiktirdi", "qo‘lladi", "qayta yozdi", "qabul qildi", "unutdi", "tekshirdi",
        "soddalashtirdi", "yetarlicha baholamadi", "moliyalashtirdi", "rad etdi",
    ),
    openers=(
        "Shu bilan birga", "Amalda", "{year}-yilda", "{year}–{later}-yillarda",
        "Uch yildan so‘ng", "Aksincha", "Yangi tartib doirasida", "Shunga qaramay", "Natijada",
    ),
    adjuncts=(
        "{place} fikriga qarshi ravishda", "{num} million dollar evaziga",
        "{year}-yildan ancha oldin", "{place} shartlari asosida", "yiliga {pct} foizga",
        "ortiqcha shov-shuvsiz", "{month} oyidan keyin", "amaldagi me’yorlarni chetlab",
    ),
    months=words("yanvar mart aprel iyun iyul sentabr oktabr noyabr"),
    patterns=(
        "{place}dagi {adj} {noun} {adj2} {noun2}ni {verb}.",
        "{Group} {adj} {noun}ni {adjunct} {past}, {group2} esa uni {adjunct2} {past2}.",
        "{opener} {group} {adj} {noun}ni {adjunct} {past}.",
        "Garchi {noun} {noun2}ni {verb} deyilsa-da, {group} {adj} yo‘lni {past}.",
        "{opener} {noun} {adj} {noun2}ni {verb}, {group} esa buni {past}.",
        "Bu {adj} {noun} emas, balki {adj2} {noun2} edi: {group} uni {adjunct} {past}.",
        "{place}da {group} {noun}ni “{adj}” va “{adj2}” deb atadi hamda {past}.",
        "{Group} {noun}, {noun2} va {noun3}ni {adjunct} {past}.",
        "{num} ta taklifdan {group} faqat {k} tasini {past}; {adj} {noun} qolganini {verb}.",
        "{Adj} {noun} (qisman {adj2} {noun2}) {noun3}ni {verb}.",
        "{Group} {adj} {noun}ni qayergacha olib borishi {adjunct} savol bo‘lib qolmoqda.",
    ),
    decoys=(
        "Ilovadagi bet{k}/28 yozuvini {group} {adjunct} {past}.",
        "Hajmi 0.{k} Mb. bo‘lgan {noun}ni {group} {year}-yilda {past}.",
        "15, 16 va 17-bandlarni {group} {past}, {k}-raqam esa yo‘qoldi.",
        "{year}-yil {group} {adj} {noun}ni {past}gan birinchi yil bo‘ldi.",
        "{d}-jadval va {k}-rasm {place} hisobotida paydo bo‘lmadi.",
        "(1) {noun} {noun2}ni {verb}, (2) {noun3} kutadi, (3) {group} {past}.",
    ),
    titles=("{adj} {noun} va {adj2} {noun2}", "{place}: {adj} {noun}", "{place} uchun {noun}"),
    subtitles=("{place} tajribasi", "{year}-yildan keyingi {adj} {noun}"),
    heads=(
        "{adj} {noun}", "{place}dagi {noun} va {noun2}", "{adj} {noun} nimani o‘zgartirdi",
        "{place} uchun saboqlar", "{year}-yildan keyingi {noun}",
    ),
    captions=("{place}dagi {adj} {noun}, {year}–{later}-yillar",),
    free="{adj} {noun}",
    lead_in="{Group} {past}gan uch holatni ajratamiz",
    opening="Ushbu {unit}da {place}dagi {adj} {noun} ko‘rib chiqiladi",
    posts=("{place} instituti yetakchi ilmiy xodimi",),
    given=("A.", "Sh.", "G‘ulom", "O‘ktam", "Nodira", "D. B.", "Yo. T.", "Feruza"),
    middle=("",),
    surnames=words(
        "Bandargohov To‘lqinova Mayoqov Sohilova Yelkanov G‘ozieva Qayiqchi Lodkin-Sho‘rov"
    ),
    parts={
        "introduction": "Kirish",
        "foreword": "So‘zboshi",
        "conclusion": "Xulosa",
        "summary": "Annotatsiya",
        "acknowledgments": "Minnatdorchilik",
        "references": "Foydalanilgan adabiyotlar ro‘yxati",
        "appendix": "Ilova",
        "about": "Mualliflar haqida",
        "notes": "Izohlar",
        "contents": "MUNDARIJA",
        "table": "Jadval",
        "figure": "Rasm",
        "source": "Manba",
        "note": "Izoh",
        "by": "",
        "edited": "Tahrir ostida: ",
        "units": "hisobot",
    },
    title_case=False,
)  # fmt: skip
