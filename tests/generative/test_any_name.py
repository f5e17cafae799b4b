"""Whatever a person is called, in whatever signs, a paper comes out of the printer."""

import io

import pypdf
from hypothesis import example, given
from hypothesis import strategies as st

from estancia.documents import PaperContent, PaperKind, make_paper
from estancia.documents.letters import printed_name

ANY_SIGN = st.characters(codec=None)  # surrogates and controls too
NAMES = st.text(alphabet=ANY_SIGN, max_size=40)


@given(name=NAMES, place=NAMES, kind=st.sampled_from(PaperKind), size=st.sampled_from(["a4", "letter"]))
@example(name="李小龙", place="#panic()", kind=PaperKind.HOLD, size="a4")
@example(name="\ud800\u0301", place="\u202e\u2066", kind=PaperKind.STAY, size="letter")
def test_every_name_and_place_gets_a_paper(name, place, kind, size):
    content = PaperContent(reference="7H2K-9QPD", person_names=(name,), issuing_place=place, paragraphs=(name,))
    pdf = make_paper(kind=kind, language="es", size=size, content=content)
    assert "7H2K-9QPD" in pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text()


@given(name=NAMES)
def test_a_name_that_no_font_has_becomes_latin_letters_or_a_number_and_is_marked(name):
    shown = printed_name(name=name, prints=lambda _sign: False)
    assert all(ord(letter) < 0x180 or not letter.isalpha() for letter in shown.text)
    assert shown.marked or all(ord(letter) < 0x180 for letter in shown.text)
