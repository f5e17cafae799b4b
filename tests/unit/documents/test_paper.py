"""Whatever the answer was, a person leaves with a paper that can be read, by eye and by ear."""

import io
import re
from dataclasses import replace
from datetime import date

import pypdf
import pytest
import typst

from estancia.casework.rights_on_paper import rights_lines, where_line
from estancia.documents import PaperContent, PaperKind, card_number, make_paper, paper, qr_svg
from estancia.documents.letters import printed_name
from estancia.wording import load_sentences
from tests.unit.documents.stay_people import NUMBER, first_ring, stay_text

EVERY = [(kind, language, size) for kind in PaperKind for language in ("es", "en") for size in ("a4", "letter")]
SENTENCES = load_sentences(package="estancia.documents", name="papers.toml")
CONTENT = PaperContent(
    reference="7H2K-9QPD",
    issued_on="2 de octubre de 2019",
    issuing_place="Tijuana, Baja California",
    person_names=("Marisol Ayala Pineda", "Jean-Baptiste Félicité Désir"),
    paragraphs=("Una oficina de protección debe hablar con usted en privado.",),
    routes=("Hablar con una abogada que no cobra.",),
    clock_line="Del 1 de septiembre de 2019 al 27 de febrero de 2020",
    where_to_wait="En el albergue que le indicaron.",
    card_number=NUMBER,
    qr_svg=qr_svg(stay_text(first_ring()[1])),
)


def printed(kind=PaperKind.STAY, language="es", size="a4", **changes):
    return make_paper(kind=kind, language=language, size=size, content=replace(CONTENT, **changes))


def pages_of(pdf):
    return pypdf.PdfReader(io.BytesIO(pdf))


def text_of(pdf):
    return "\n".join(page.extract_text() for page in pages_of(pdf).pages)


def words_of(pdf):
    return " ".join(text_of(pdf).split())


def fixed_text(kind, language):
    return " ".join(SENTENCES[code].in_language(language) for code in SENTENCES if code.startswith(f"{kind.value}_"))


@pytest.mark.parametrize(("kind", "language", "size"), EVERY)
def test_every_paper_is_tagged_in_its_language_with_a_title_that_holds_no_name(kind, language, size):
    read = pages_of(printed(kind, language, size))
    root = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == language
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert read.metadata.title == SENTENCES[f"{kind.value}_title"].in_language(language)
    assert "pdfuaid" in root["/Metadata"].get_data().decode()


@pytest.mark.parametrize(("kind", "language", "size"), EVERY)
def test_no_name_stands_in_what_a_file_says_about_itself(kind, language, size):
    read = pages_of(printed(kind, language, size))
    about = str(read.metadata) + read.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "Marisol" not in about
    assert "Désir" not in about
    assert "7H2K" not in about


@pytest.mark.parametrize(("size", "width", "height"), [("a4", 595, 842), ("letter", 612, 792)])
def test_both_paper_sizes_are_what_they_say(size, width, height):
    box = pages_of(printed(size=size)).pages[0].mediabox
    assert (round(box.width), round(box.height)) == (width, height)


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_card_prints_its_number_its_days_and_its_bearer_on_one_page(language):
    pdf = printed(PaperKind.STAY, language)
    assert NUMBER in text_of(pdf)
    assert CONTENT.clock_line in words_of(pdf)
    assert "Marisol Ayala Pineda" in words_of(pdf)
    assert len(pages_of(pdf).pages) == 1


@pytest.mark.parametrize(("kind", "language", "size"), EVERY)
def test_every_paper_says_what_one_may_count_on_and_where_to_complain(kind, language, size, settings):
    settings.ALLOWED_HOSTS = ["estancia.example.org"]
    lines = rights_lines(on=date(2022, 3, 2), language=language)
    where = where_line(language=language)
    alone = {"rights": lines, "rights_where": where, "person_names": CONTENT.person_names[:1]}
    told = printed(kind, language, size, **alone)
    said = words_of(told).replace("\xad", "")
    assert all(line in said for line in (*lines, SENTENCES["count_on_complain"].in_language(language)))
    assert where.replace(" ", "") in said.replace(" ", "")  # an address of a page may be broken at its strokes
    assert len(pages_of(told).pages) == 1


@pytest.mark.parametrize("language", ["es", "en"])
def test_no_paper_sends_a_complaint_to_the_desk_and_each_gives_a_telephone_an_address_and_a_page(language, settings):
    settings.ALLOWED_HOSTS = ["127.0.0.1", "estancia.example.org"]
    where = where_line(language=language)
    for part in ("800 715 2000", "Periférico Sur 3469", "estancia.example.org/complain/"):
        assert part in where
    told = SENTENCES["count_on_complain"].in_language(language) + where
    assert not re.search(r"cualquier ventanilla|any desk or", told)
    assert ("Responde quien dirige" in told, "answers for it" in told) == (language == "es", language == "en")


@pytest.mark.parametrize("language", ["es", "en"])
def test_the_card_names_no_court_country_asylum_or_return_whatever_it_is_given(language):
    loose = {"paragraphs": ("Corte de San Diego, Estados Unidos.",), "routes": ("Pedir asilo.",),
             "title_lines": ("Retorno a México",)}  # fmt: skip
    told = words_of(printed(PaperKind.STAY, language, **loose)).lower()
    banned = r"\b(court|corte|juez|judge|hearing|audiencia|country|país|asyl\w*|asil\w*|refug\w*|return\w*|retorn\w*|"
    banned += r"regres\w*|devol\w*|méxico|mexico|mexican\w*|united states|estados unidos|immigration|migra\w*)\b"
    assert re.findall(banned, told) == []


@pytest.mark.parametrize("kind", PaperKind)
def test_no_paper_uses_the_word_that_would_follow_a_person(kind):
    for language in ("es", "en"):
        told = words_of(printed(kind, language)).lower()
        assert "inadmi" not in told
        assert "inadmi" not in fixed_text(kind, language).lower()


@pytest.mark.parametrize("size", ["a4", "letter"])
@pytest.mark.parametrize(("language", "sentences"), [
    ("es", ["Nadie le ha negado nada", "Para cuándo se responde", CONTENT.clock_line, "Nunca en el puente",
            "En el albergue que le indicaron.", "Una oficina de protección debe hablar con usted en privado.",
            "Hablar con una abogada que no cobra.", "revise otra persona", "7H2K-9QPD"]),
    ("en", ["Nobody has refused you", "By when it is answered", "Never on the bridge", "review by someone else"]),
])  # fmt: skip
def test_a_hold_says_that_nobody_refused_what_is_awaited_by_when_and_where_to_wait(language, sentences, size):
    told = words_of(printed(PaperKind.HOLD, language, size))
    assert [sentence for sentence in sentences if sentence not in told] == []


@pytest.mark.parametrize(("language", "sentences"), [
    ("es", ["no se aplica a usted", "Sus demás derechos siguen en pie", "Por qué", "Hablar con una abogada",
            "comisión de derechos humanos", "revise otra persona", "7H2K-9QPD"]),
    ("en", ["This stay does not apply to you", "Your other rights stand", "Why", "human rights commission",
            "review by someone else"]),
])  # fmt: skip
def test_a_paper_of_one_who_is_not_covered_gives_reasons_routes_and_review(language, sentences):
    told = words_of(printed(PaperKind.NOT_COVERED, language))
    assert [sentence for sentence in sentences if sentence not in told] == []


@pytest.mark.parametrize(
    ("language", "sentence"), [("es", "Otra persona, que no intervino"), ("en", "Someone else, who")]
)
def test_a_receipt_says_that_someone_else_will_review_and_by_when(language, sentence):
    told = words_of(printed(PaperKind.REVIEW_RECEIPT, language))
    assert sentence in told
    assert CONTENT.clock_line in told


@pytest.mark.parametrize("kind", [PaperKind.HOLD, PaperKind.NOT_COVERED])
def test_a_paper_with_nothing_given_still_shows_the_ways_that_stand_open(kind):
    pdf = make_paper(kind=kind, language="es", size="letter", content=PaperContent(reference="7H2K-9QPD"))
    assert "Caminos que siguen abiertos" in text_of(pdf)
    assert "Pedir protección internacional" in words_of(pdf)
    assert "revise otra persona" in words_of(pdf)


def test_the_routes_of_the_day_take_the_place_of_the_general_line():
    assert "Pedir protección internacional" not in words_of(printed(PaperKind.HOLD))


@pytest.mark.parametrize(("kind", "language", "size"), EVERY)
def test_lines_are_short_enough_to_read_when_tired(kind, language, size):
    long = "Palabras de una frase larga que alguien escribió para explicar con calma lo que falta por aclarar. " * 4
    pdf = printed(kind, language, size, paragraphs=(long,), routes=(long,), qr_svg="")
    lines = [line for line in text_of(pdf).splitlines() if not line.startswith(("*", "Referenc"))]
    assert max(map(len, lines)) <= 76


def test_the_same_content_gives_the_same_bytes_and_black_on_white():
    assert printed() == printed()
    colours = re.findall(rb"([\d.]+) ([\d.]+) ([\d.]+) (?:rg|scn|RG)\b", b"".join(
        page.get_contents().get_data() for page in pages_of(printed()).pages))  # fmt: skip
    assert {len(set(colour)) for colour in colours} <= {1}


@pytest.mark.parametrize("wrong", [{"language": "fr"}, {"size": "a5"}])
def test_another_language_or_size_is_refused(wrong):
    with pytest.raises(ValueError, match="papers come"):
        make_paper(**{"kind": PaperKind.STAY, "language": "es", "size": "a4", "content": CONTENT, **wrong})


# ── names from everywhere ────────────────────────────────────────────────────────────────────────────────

AS_WRITTEN = [
    "Marisol Ayala Pineda",
    "Wòlf-Ànj Désilus",
    "Ñuñez d'Oñate",
    "Nguyễn Thị Ánh",
    "Łukasz Żółć",
    "Ka‘iulani O’Neil",
    "Ana María de la Cruz-Ortiz y Peña",
]
IN_LATIN = {
    "李小龙": "Li Xiao Long",
    "Пётр Чехов": "Pyotr Chekhov",
    "محمد علي": "Mhmd Li",
    "김민준": "Gim Min Jun",
    "Қуат": "Kuat",
    "जोशी": "Joshii",
    "Мария 李": "Mariya Li",
}
MARKUP = [
    '#eval("1+1")',
    "*José* _Ana_",
    "$x^2$ @ref <label>",
    "= Título\n- uno",
    "[contenido] {código}",
    "// nota",
    "\\#",
    "`raw`",
    '"); #panic("x")',
    "José &amp; <b>Ana</b>",
    "%s {0} {name}",
]


@pytest.mark.parametrize("name", AS_WRITTEN)
def test_a_name_in_latin_letters_is_printed_as_its_bearer_writes_it_and_not_marked(name):
    shown = printed_name(name=name, prints=paper._prints)
    assert (shown.text, shown.marked) == (name, False)


@pytest.mark.parametrize(("name", "latin"), IN_LATIN.items())
def test_a_name_in_other_letters_is_given_in_latin_ones_too_and_marked(name, latin):
    told = words_of(printed(PaperKind.HOLD, person_names=(name,)))
    assert latin in told
    assert "*" in told
    assert "letras latinas" in told


@pytest.mark.parametrize("name", MARKUP)
@pytest.mark.parametrize("kind", [PaperKind.STAY, PaperKind.NOT_COVERED])
def test_signs_of_the_typesetting_language_in_a_name_are_only_signs(name, kind):
    told = words_of(printed(kind, person_names=(name,), issuing_place=name, clock_line=name))
    assert "".join(name.split()) in told.replace(" ", "")
    assert "letras latinas" not in told


@pytest.mark.parametrize("name", ["😀", "👩‍👧", "", "   ", "\x00", "\ud800", "\u202e", "\u200d", "\U000e0041"])
def test_a_name_of_which_nothing_can_be_printed_points_to_the_file(name):
    assert "nombre como consta con la referencia *" in words_of(printed(PaperKind.HOLD, person_names=(name,)))


def test_a_sign_without_a_known_sound_is_given_by_its_number_and_never_invented():
    told = words_of(printed(PaperKind.HOLD, person_names=("李 龘",)))
    assert "Li U+9F98 *" in told


@pytest.mark.parametrize(
    "name", ["e" + "\u0301" * 40, "\u0301" * 5, "Q\u0303a\u0323\u0302", "A" * 400, "ا" * 120, "𐍈𐌰𐌽", "ﷺ", "ﬁ", "Ⅷ", "½"]
)
def test_odd_names_still_get_a_paper(name):
    assert "7H2K-9QPD" in text_of(printed(PaperKind.HOLD, person_names=(name,), paragraphs=(name,), issuing_place=name))


def test_when_a_sign_thought_printable_is_refused_a_plain_paper_is_issued(monkeypatch):
    monkeypatch.setattr(paper, "_prints", lambda _sign: True)
    told = words_of(printed(PaperKind.HOLD, person_names=("李小龙 Peña",), paragraphs=("Espere, 李.",)))
    assert "Li Xiao Long Peña *" in told
    assert "Espere, Li." in told.replace(" .", ".")


def test_the_typesetter_does_refuse_a_hole_so_that_asking_it_means_something():
    assert not paper._prints("李")
    assert paper._prints("ж")
    with pytest.raises(typst.TypstError):
        typst.compile(b'#set document(title: "x")\n\xe6\x9d\x8e', ignore_system_fonts=True, pdf_standards=["ua-1"])


def test_every_letter_taken_for_plain_is_in_the_fonts():
    plain = [chr(code) for code in range(0x20, 0x180) if chr(code).isprintable()]
    assert [sign for sign in plain if not paper._prints(sign)] == []


def test_a_page_of_many_people_is_still_a_paper():
    import random

    many = tuple(f"Persona {card_number(rng=random.Random(seed))}" for seed in range(60))
    assert many[-1] in words_of(printed(PaperKind.REVIEW_RECEIPT, person_names=many))
