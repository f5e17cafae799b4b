"""The visitor without a browser reads forms as a browser would."""

import pytest

from estancia.commands.demo.visitor import NoSuchForm, Page, read_page

HTML = """
<html><head><style>h1 { color: red }</style><title>Page</title></head><body><h1>The <em>family</em></h1>
<form method="post" action="/language/"><input type="hidden" name="next" value="/x/">
<button name="language" value="en">English</button></form>
<form method="post"><input type="hidden" name="csrfmiddlewaretoken" value="token"><input name="name" value="as typed">
<input type="radio" name="answer" value="yes"><input type="radio" name="answer"
value="no" checked><input type="checkbox" name="languages" value="spa">
<input type="checkbox" name="languages" value="mam"
><select name="nationality"><option value="">-</option><option value="HND" selected>Honduras</option></select>
<textarea name="reason">
because</textarea><button>Save</button><button name="not_known" value="yes">I do not know</button></form>
<a href="/requests/ABC/">on</a></body></html>
"""


def page() -> Page:
    return read_page(status=200, address="/here/", kind="text/html; charset=utf-8", body=HTML.encode())


def test_an_untouched_form_is_sent_as_a_browser_would() -> None:
    assert page().form_with("answer").filled({}) == [
        ("csrfmiddlewaretoken", "token"),
        ("name", "as typed"),
        ("answer", "no"),
        ("nationality", "HND"),
        ("reason", "because"),
    ]


def test_what_is_chosen_takes_the_place_of_what_stood_there() -> None:
    sent = page().form_with("answer").filled({"answer": "yes", "languages": ["spa", "mam"]})
    assert ("answer", "yes") in sent
    assert ("answer", "no") not in sent
    assert [value for name, value in sent if name == "languages"] == ["spa", "mam"]


@pytest.mark.parametrize(("name", "value"), [("answer", "perhaps"), ("age", "7"), ("nationality", "XXX")])
def test_what_the_page_does_not_offer_cannot_be_sent(name: str, value: str) -> None:
    with pytest.raises(NoSuchForm):
        page().form_with("answer").filled({name: value})


def test_words_links_and_heading_are_read_without_the_styles() -> None:
    assert page().heading == "The family"
    assert "color" not in page().text
    assert page().link_to("/requests/") == "/requests/ABC/"
    assert page().form_to("/language/").buttons == [("language", "en")]


def test_a_paper_has_no_words() -> None:
    paper = read_page(status=200, address="/x.pdf", kind="application/pdf", body=b"%PDF-1.7 \xff")
    assert paper.text == ""
    with pytest.raises(NoSuchForm):
        paper.form_with("name")
