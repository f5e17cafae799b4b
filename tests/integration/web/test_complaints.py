"""The register of rights and the form anyone can open, in a browser without scripts; nothing leaks by the way."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.integration.web.window import Shown, Window

WORDS = "El canario azul cantó tres veces en la garita"
ANSWERS = {
    "kind": "blocked_visit",
    "accused": "intake_desk",
    "place": "02004",
    "words": WORDS,
    "who": "Jacinta Canario",
    "reach": "",
}
At = Callable[..., Window]


def told(window: Window, **changed: str) -> Shown:
    """Answer the five questions as a person would, and stand at the last page before sending."""
    page = window.open("/complain/")
    for _ in range(5):
        page = window.fill(page, ANSWERS | changed, holding="ticket")
        assert page.status == 200, page.text
    return page


def complained(window: Window, **changed: str) -> tuple[Shown, str]:
    page = window.fill(told(window, **changed), {}, holding="ticket")
    found = re.search(r'estancia-reference">([^<]+)<', page.html)
    assert found, page.text
    return page, found.group(1)


@pytest.mark.parametrize("language", ["es", "en"])
def test_anyone_complains_and_is_given_a_receipt(world: Any, at: At, language: str) -> None:
    page, receipt = complained(at(None, language))
    assert re.fullmatch(r"([2-9A-Z]{4}-){3}[2-9A-Z]{4}", receipt)
    assert "commission" in page.text
    assert receipt not in page.title + page.address


def test_the_form_says_who_will_read_it_before_anything_is_told(world: Any, at: At) -> None:
    window = at(None)
    page = window.open("/complain/")
    for _ in range(3):
        page = window.fill(page, ANSWERS, holding="ticket")
    assert "Solo commission leerá esto" in page.text


def test_an_empty_answer_is_asked_again_and_what_was_said_stays(world: Any, at: At) -> None:
    window = at(None)
    said = {name: answer for name, answer in ANSWERS.items() if name != "kind"}
    page = window.open("/complain/?kind=papers_kept")
    for _ in range(3):
        page = window.fill(page, said, holding="ticket")
    empty = window.fill(page, {"words": " "}, holding="ticket")
    assert (empty.status, "Falta esta respuesta" in empty.text) == (422, True)
    kept = next(form for form in empty.forms() if "ticket" in form.names and "words" in form.names)
    assert (kept.values["kind"], kept.values["place"]) == (["papers_kept"], ["02004"])


def test_going_back_and_changing_the_language_keep_what_was_said(world: Any, at: At) -> None:
    window = at(None)
    page = told(window)
    back = window.send("/complain/", hidden_of(page) | {"turn": "back"})
    assert "Jacinta Canario" in back.html
    window.language = "en"
    english = window.send("/complain/", hidden_of(page) | {"language": "en"})
    assert WORDS in english.html


def hidden_of(page: Shown) -> dict[str, Any]:
    form = next(form for form in page.forms() if "ticket" in form.names and "page" in form.names)
    return dict(form.values)


def test_sending_twice_is_one_complaint_and_its_number_is_shown_once(world: Any, at: At) -> None:
    from estancia.records.models import Complaint

    window = at(None)
    page = told(window)
    first, again = (window.fill(page, {}, holding="ticket") for _ in range(2))
    assert ("Número de recibo" in first.text, "Esta queja se envió" in again.text) == (True, True)
    assert Complaint.objects.count() == 1


def test_a_line_cut_before_the_receipt_was_seen_still_shows_it_once(world: Any, at: At) -> None:
    window = at(None)
    said = hidden_of(told(window))
    assert window.client.post("/complain/", said).status_code == 302  # sent, and the answer lost on its way
    assert RECEIPT.search(window.send("/complain/", said).html)
    assert not RECEIPT.search(window.send("/complain/", said).html)


RECEIPT = re.compile(r"([2-9A-Z]{4}-){3}[2-9A-Z]{4}")


def journey(window: Window, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, dict[str, Any]]]:
    """Keep every request of this browser as its history does, to be made anew."""
    kept: list[tuple[str, str, dict[str, Any]]] = []
    get, post = window.client.get, window.client.post

    def opened(address: str, *given: Any, **more: Any) -> Any:
        kept.append(("get", address, {}))
        return get(address, *given, **more)

    def sent(address: str, said: dict[str, Any], **more: Any) -> Any:
        kept.append(("post", address, dict(said)))
        answer = post(address, said, **more)
        kept.extend(("get", there, {}) for there, _ in getattr(answer, "redirect_chain", []))
        return answer

    monkeypatch.setattr(window.client, "get", opened)
    monkeypatch.setattr(window.client, "post", sent)
    return kept


def seen_again(window: Window, kept: list[tuple[str, str, dict[str, Any]]]) -> list[str]:
    """Make every request of a journey anew, with each of its turns, and give what of the complaint is seen."""
    secrets = (WORDS, "Jacinta Canario", 'value="intake_desk" checked')
    seen = []
    for way, address, said in list(kept):
        for turn in ("", "back", "words", "kind") if way == "post" else ("",):
            send = window.client.post if way == "post" else window.client.get
            answer = send(address, said | {"turn": turn} if turn else said, follow=True)
            html = answer.content.decode()
            assert answer["Cache-Control"] == "no-store"
            seen += [f"{address}: {secret}" for secret in secrets if secret in html]
            seen += [f"{address}: {found[0]}" for found in [RECEIPT.search(html)] if found]
    return seen


@pytest.mark.parametrize("who", [None, "desk"])
def test_after_sending_no_step_sent_anew_shows_what_was_written_nor_the_number(
    world: Any, at: At, monkeypatch: pytest.MonkeyPatch, who: str | None
) -> None:
    from estancia.records.models import Complaint

    window = at(getattr(world, who) if who else None)
    kept = journey(window, monkeypatch)
    complained(window)
    assert len(kept) > 7
    assert seen_again(window, kept) == []
    assert Complaint.objects.count() == 1


@pytest.mark.parametrize("who", [None, "desk"])
def test_after_leaving_no_step_sent_anew_shows_what_was_written(
    world: Any, at: At, monkeypatch: pytest.MonkeyPatch, who: str | None
) -> None:
    window = at(getattr(world, who) if who else None)
    kept = journey(window, monkeypatch)
    leave = re.search(r'href="(/complain/left/[^"]+)"', told(window).html)
    assert leave
    window.open(leave[1])
    assert seen_again(window, kept) == []


def test_a_step_opens_to_no_other_sign_in_and_not_for_ever(world: Any, at: At, now: Any) -> None:
    from datetime import timedelta

    from django.test import override_settings

    window = at(world.desk)
    said = hidden_of(told(window)) | {"turn": "words"}
    assert WORDS in window.send("/complain/", said).html
    assert WORDS not in at(None).send("/complain/", said).html
    assert WORDS not in at(world.other_desk).send("/complain/", said).html
    with override_settings(CLOCK=lambda: now + timedelta(hours=3)):
        assert WORDS not in window.send("/complain/", said).html


def words_again(window: Window, said: dict[str, Any], *, after: int = 0) -> Shown:
    """Send a step anew that asks for the page of the words, so many minutes from now."""
    from datetime import timedelta

    from django.conf import settings
    from django.test import override_settings

    clock = settings.CLOCK
    with override_settings(CLOCK=lambda: clock() + timedelta(minutes=after)):
        return window.send("/complain/", said | {"turn": "words"})


@pytest.mark.parametrize("who", [None, "desk"])
def test_a_step_walked_away_from_closes_by_itself_after_half_an_hour(world: Any, at: At, who: str | None) -> None:
    window = at(getattr(world, who) if who else None)
    said = hidden_of(told(window))
    assert WORDS in words_again(window, said, after=29).html
    late = words_again(window, said, after=31)
    assert (late.status, WORDS in late.html, "pasó su tiempo" in late.text) == (410, False, True)


def test_each_step_gives_the_next_its_own_half_hour(world: Any, at: At) -> None:
    window = at(None)
    said = hidden_of(told(window))
    page = words_again(window, said, after=29)
    step = next(form.values["step"] for form in page.forms() if "step" in form.names)
    assert WORDS in words_again(window, said | {"step": step}, after=58).html
    assert WORDS not in words_again(window, said | {"step": ""}).html


def test_the_mark_of_a_step_opens_no_other_complaint(world: Any, at: At) -> None:
    first, second = (hidden_of(told(at(None))) for _ in range(2))
    assert WORDS not in words_again(at(None), first | {"step": second["step"]}).html


def test_beginning_another_complaint_ends_the_first_in_the_same_sign_in(world: Any, at: At) -> None:
    window = at(world.desk)
    first = hidden_of(told(window))
    second = hidden_of(told(window))
    assert WORDS not in words_again(window, first).html
    assert WORDS in words_again(window, second).html


def test_two_strangers_write_at_the_same_time(world: Any, at: At) -> None:
    first, second = (hidden_of(told(at(None))) for _ in range(2))
    assert all(WORDS in words_again(at(None), said).html for said in (first, second))


def test_choosing_a_purpose_ends_the_complaint_written_before(world: Any, at: At) -> None:
    window = at(world.desk)
    said = hidden_of(told(window))
    window.send("/purpose/", {"purpose": world.desk.purpose.value})
    assert WORDS not in words_again(window, said).html


def test_signing_out_ends_it_for_whoever_has_the_browser_next(world: Any, at: At) -> None:
    window = at(world.desk)
    said = hidden_of(told(window))
    window.send("/sign-out/", {})
    assert WORDS not in words_again(window, said).html
    again = at(replace(world.desk, session="the next sign-in"))  # each sign-in draws its own
    assert WORDS not in words_again(again, said).html


def test_of_a_complaint_left_the_record_says_nothing(world: Any, at: At) -> None:
    from estancia.records.models import AuditEntry

    window = at(world.desk)
    page = told(window)
    before = AuditEntry.objects.count()
    leave = re.search(r'href="(/complain/left/[^"]+)"', page.html)
    assert leave
    window.open(leave[1])
    assert AuditEntry.objects.count() == before


def test_a_planted_step_that_never_closes_is_caught(world: Any, at: At, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import timedelta

    from estancia.casework import complaint_ticket

    monkeypatch.setattr(complaint_ticket, "IDLE", timedelta(hours=2))
    window = at(None)
    assert WORDS in words_again(window, hidden_of(told(window)), after=31).html


def test_a_planted_sign_in_that_forgets_what_began_is_caught(
    world: Any, at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    from estancia.web.services import complaining

    monkeypatch.setattr(complaining, "mark_of", lambda **_: "one for all")
    window = at(world.desk)
    first = hidden_of(told(window))
    told(window)
    assert WORDS in words_again(window, first).html


def test_a_planted_ticket_that_nothing_uses_up_is_caught(world: Any, at: At, monkeypatch: pytest.MonkeyPatch) -> None:
    from estancia.web.services import complaining

    monkeypatch.setattr(complaining, "_opens", lambda *_, **__: True)
    monkeypatch.setattr(complaining, "use_up", lambda **_: True)
    window = at(world.desk)
    kept = journey(window, monkeypatch)
    complained(window)
    assert {seen.partition(": ")[2] for seen in seen_again(window, kept)} >= {WORDS, "Jacinta Canario"}


def asked(window: Window, receipt: str) -> Shown:
    """Type a receipt number on the page that asks for it."""
    return window.fill(window.open("/complain/answer/"), {"receipt": receipt}, holding="receipt")


def test_an_answer_seen_at_a_desk_is_not_seen_by_sending_the_number_anew(
    world: Any, at: At, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, receipt = complained(at(None))
    window = at(world.desk)
    kept = journey(window, monkeypatch)
    assert "Recibida" in asked(window, receipt).text
    assert seen_again(window, kept) == []
    assert "Recibida" not in window.send("/complain/answer/", kept[-1][2]).text


def test_the_receipt_opens_the_answer_prints_and_takes_it_back(world: Any, at: At) -> None:
    _, receipt = complained(at(None))
    window = at(None)
    shown = asked(window, receipt)
    assert "Recibida; espera que la lean." in shown.text
    paper = window.client.post("/complain/receipt/", {"receipt": receipt})
    assert (paper["Content-Type"], paper.content[:5]) == ("application/pdf", b"%PDF-")
    assert receipt not in paper["Content-Disposition"]
    taken = window.send("/complain/withdraw/", {"receipt": receipt})
    assert ("La queja se retiró" in taken.text, receipt in taken.html + taken.address) == (True, False)
    assert "Retirada" in asked(window, receipt).text


def test_an_answered_complaint_is_not_taken_back_and_a_sentence_says_why(world: Any, at: At, now: Any) -> None:
    from estancia.casework.complaints_answered import answer_complaint
    from estancia.records.models import Complaint

    _, receipt = complained(at(None))
    reference = Complaint.objects.get().reference
    answer_complaint(reference=reference, answer="Se habló con la oficina.", by=world.commission, now=now)
    shown = at(None).send("/complain/withdraw/", {"receipt": receipt})
    assert (shown.status, "ya tiene respuesta y no se puede retirar" in shown.text) == (409, True)
    assert receipt not in shown.html


def test_a_number_mistyped_is_told_gently_and_kept(world: Any, at: At) -> None:
    shown = asked(at(None), "ABCD-EFGH")
    assert (shown.status, "ABCD-EFGH" in shown.html, "no abre nada" in shown.text) == (422, True, True)


def test_those_who_answer_open_it_with_their_phrase_and_answer(world: Any, at: At) -> None:
    from tests.integration.casework.world import PHRASE

    _, receipt = complained(at(None))
    window = at(world.commission)
    listed = window.open("/complaints/")
    address = re.search(r'href="(/complaints/[A-Z0-9]+/)"', listed.html)
    assert address
    assert WORDS not in listed.html + window.open(address[1]).html
    window.send("/unlock/", {"phrase": PHRASE, "next": address[1]})
    opened = window.open(address[1])
    assert WORDS in opened.html
    window.send(f"{address[1]}acknowledge/", {})
    window.send(f"{address[1]}answer/", {"answer": "Se habló con la oficina."})
    assert "Se habló con la oficina." in asked(at(None), receipt).text


def test_a_lawyer_finds_what_they_filed_among_their_work(world: Any, at: At) -> None:
    window = at(world.lawyer)
    complained(window, who="A2RT7K9C", reach="despacho")
    assert "Quejas que su organización sigue" in window.open("/my-work/").text
    assert "Me impidieron una visita" in window.open("/complaints/").text


@pytest.mark.parametrize("stranger", ["desk", "other_desk", "coordinator", "observer", "administrator"])
def test_the_list_does_not_open_to_the_desk_nor_to_others(world: Any, at: At, stranger: str) -> None:
    from estancia.records.models import Complaint

    complained(at(None))
    row = Complaint.objects.get()
    window = at(getattr(world, stranger))
    for address in ("/complaints/", f"/complaints/{row.reference}/"):
        shown = window.open(address)
        assert (shown.status, row.reference in shown.text) == (403, False)


@pytest.mark.parametrize("stranger", ["protector", "children", "data_protection", "lawyer"])
def test_one_of_somebody_elses_reads_like_nothing_there(world: Any, at: At, stranger: str) -> None:
    from estancia.records.models import Complaint

    complained(at(None))
    window = at(getattr(world, stranger))
    there = window.open(f"/complaints/{Complaint.objects.get().reference}/")
    nowhere = window.open("/complaints/ABCDEFGH/")
    assert (there.status, there.text) == (nowhere.status, nowhere.text) == (404, nowhere.text)


@pytest.mark.parametrize(
    ("language", "right"), [("es", "Pedir asilo en México"), ("en", "To ask for asylum in Mexico")]
)
def test_the_register_says_each_right_who_answers_and_where_to_complain(
    world: Any, at: At, language: str, right: str
) -> None:
    from estancia.services.rights import register

    shown = at(None, language).open("/rights/")
    assert right in shown.text
    in_force = [one for one in register() if one.code not in ("children", "not_returned_to_origin")]
    assert all(one.says.in_language(language) in shown.text for one in in_force)
    assert "<audio" not in shown.html  # nobody has recorded one yet


def test_whoever_complains_of_nobody_known_is_offered_a_second_reader(world: Any, at: At) -> None:
    window = at(None)
    page = told(window, accused="other")
    assert "Solo commission leerá esto, y no puede pasarlo a nadie" in page.text
    assert "lo leerá shelter-tijuana" in page.text
    back = window.send("/complain/", hidden_of(page) | {"turn": "accused"})
    assert "La comisión de derechos humanos" in back.text
    assert "Solo shelter-tijuana leerá esto" in told(window, accused="human_rights").text


def test_who_allows_passing_on_is_told_so_before_sending(world: Any, at: At) -> None:
    assert "como usted permite, puede pasarlo" in told(at(None), pass_on="yes").text


@pytest.mark.parametrize(("language", "danger"), [("es", "llame al 911"), ("en", "call 911")])
def test_the_first_page_leads_whoever_is_afraid_to_help_to_the_rights_and_to_a_complaint(
    world: Any, at: At, language: str, danger: str
) -> None:
    window = at(None, language)
    home = window.open("/")
    before = home.html.partition('class="estancia-lead"')[0]
    assert all(address in before for address in ('href="/complain/"', 'href="/rights/"'))
    assert all(danger in window.open(address).text for address in ("/", "/rights/", "/complain/"))
    assert "800 715 2000" in window.open("/rights/").text


def test_the_persons_page_says_rights_who_answers_and_whom_to_reach(world: Any, at: At, now: Any) -> None:
    from tests.integration.casework.deeds import family_of

    person = family_of("Jacinta Canario", by=world.desk, now=now).members[0].reference
    shown = at(world.desk).open(f"/people/{person}/").text
    for said in (
        "Conservar sus papeles",
        "Quién responde: Quien los tiene.",
        "La comisión de derechos humanos.",
        "800 715 2000",
    ):
        assert said in shown


def test_a_source_in_english_is_said_and_marked_so(world: Any, at: At) -> None:
    shown = at(None).open("/rights/").html
    assert shown.count("De dónde viene (en inglés):") == shown.count('<span lang="en">') > 10
