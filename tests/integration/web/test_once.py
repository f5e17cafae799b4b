"""A form sent twice does its deed once and leads to the same page; another reader's key, or other answers, never do."""

import re
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse

from estancia.casework import once_key
from estancia.casework.ledger import verify_audit
from estancia.casework.once_key import FIELD, Sending
from estancia.documents import KeyRing
from estancia.law.parameters import parameter
from estancia.records.models import AuditEntry, Decision, IntakeDraft, OnceKey, Roster, SecurityReport
from estancia.web import once
from tests.integration.casework.world import TIJUANA
from tests.integration.web.window import Shown, Window, hand_in

pytestmark = pytest.mark.django_db

BOARD, REPORT = f"/places/{TIJUANA}/", f"/places/{TIJUANA}/security/"
SAID = {"state": "unsafe", "source": "El encargado del puente"}


def keys_on(page: Shown) -> list[str]:
    return re.findall(rf'name="{FIELD}" value="([^"]+)"', page.html)


def report(window: Window, key: str, **said: str) -> Any:
    return window.client.post(REPORT, {**SAID, **said, FIELD: key})


def reports() -> int:
    return SecurityReport.objects.filter(source=SAID["source"]).count()


def test_each_form_of_each_page_has_a_key_of_its_own(world: Any, at: Any) -> None:
    window = at(world.desk)
    drawn = [*keys_on(window.open(BOARD)), *keys_on(window.open(BOARD))]
    assert len(drawn) >= 4
    assert len(set(drawn)) == len(drawn)
    assert all(once_key.KEY.fullmatch(key) for key in drawn)


def test_pressed_twice_a_report_is_kept_once_and_leads_to_the_same_page(world: Any, at: Any) -> None:
    window = at(world.desk)
    key = keys_on(window.open(BOARD))[0]
    first, second = report(window, key), report(window, key)
    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"]) == (302, BOARD)
    assert reports() == 1


def test_a_planted_address_that_is_not_done_once_doubles_the_report(
    world: Any, at: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(once, "NOT_ONCE", {"report_security": "planted"})
    window = at(world.desk)
    key = keys_on(window.open(BOARD))[0]
    report(window, key), report(window, key)
    assert reports() == 2


def test_the_same_form_with_other_answers_is_refused_in_a_sentence_and_not_kept(world: Any, at: Any) -> None:
    window = at(world.desk, "en")
    key = keys_on(window.open(BOARD))[0]
    report(window, key)
    other = report(window, key, source="Otra persona")
    assert other.status_code == 409
    assert "already sent with other answers" in other.content.decode()
    assert not SecurityReport.objects.filter(source="Otra persona").exists()


def test_an_answer_to_mend_leaves_the_key_free(world: Any, at: Any) -> None:
    window = at(world.desk)
    key = keys_on(window.open(BOARD))[0]
    assert report(window, key, source="").status_code == 422
    assert report(window, key).status_code == 302
    assert reports() == 1


def test_a_key_that_could_be_guessed_is_refused(world: Any, at: Any) -> None:
    assert report(at(world.desk), "1").status_code == 409
    assert reports() == 0


def test_someone_elses_key_leads_nowhere_and_does_their_own_deed(world: Any, at: Any) -> None:
    begun = [at(actor).client.post("/intake/", {FIELD: "k" * 24}) for actor in (world.desk, world.other_desk)]
    assert begun[0]["Location"] != begun[1]["Location"]
    assert IntakeDraft.objects.count() == 2


def test_an_intake_begun_by_a_double_click_is_one_intake(world: Any, at: Any) -> None:
    window = at(world.desk)
    key = keys_on(window.open("/intake/"))[-1]
    begun = {window.client.post("/intake/", {FIELD: key})["Location"] for _ in range(3)}
    assert len(begun) == IntakeDraft.objects.count() == 1


def test_a_roster_uploaded_twice_is_one_roster(world: Any, at: Any) -> None:
    window = at(world.desk)
    led = {window.client.post("/rosters/upload/", {"file": roster_file()})["Location"] for _ in range(2)}
    assert len(led) == Roster.objects.count() == 1


def roster_file() -> SimpleUploadedFile:
    return SimpleUploadedFile("list.csv", b"Name,A number,Nationality\nBerta Luna,A208123456,HND\n")


URL_ENCODED = (b"state=ok&source=Oficina", "application/x-www-form-urlencoded")
WITH_FILE = (
    b'--b\r\nContent-Disposition: form-data; name="source"\r\n\r\nOficina\r\n--b--',
    "multipart/form-data; boundary=b",
)


@pytest.mark.parametrize(("body", "kind"), [URL_ENCODED, WITH_FILE])
def test_a_form_of_which_a_part_arrived_is_refused_and_a_whole_one_taken(body: bytes, kind: str) -> None:
    assert posted(body, kind, arrives=len(body)).status_code == 200
    with pytest.raises(once.CutShort):
        posted(body, kind, arrives=len(body) - 3)


def posted(body: bytes, kind: str, *, arrives: int) -> Any:
    sent = {"wsgi.input": BytesIO(body[:arrives]), "CONTENT_LENGTH": str(len(body)), "CONTENT_TYPE": kind}
    request = WSGIRequest({"REQUEST_METHOD": "POST", "SERVER_NAME": "x", "SERVER_PORT": "80", **sent})
    return once.answered_once(
        request=request, route="verify", who="", view=HttpResponse, now=datetime(2019, 10, 2, tzinfo=UTC)
    )


def test_a_decision_sent_again_is_one_decision_and_its_marks_stand_in_the_chain(world: Any, at: Any) -> None:
    window = at(world.desk)
    _, request = hand_in(window)
    said = {"decision": "admit", FIELD: "d" * 24}
    led = {window.client.post(f"/requests/{request}/decide/", said)["Location"] for _ in range(2)}
    assert led == {f"/requests/{request}/decided/"}
    assert (Decision.objects.count(), AuditEntry.objects.filter(act="decide_request").count()) == (1, 1)
    assert verify_audit(ring=KeyRing()).first_bad_seq is None


def test_what_is_kept_of_a_private_answer_cannot_be_guessed_without_the_key(world: Any) -> None:
    yes, no = (sent(answer) for answer in ("yes", "no"))
    assert yes.body() != no.body()
    assert yes.body() != sent("yes", key="b" * 24).body()
    assert yes.name() == no.name() != sent("yes", key="b" * 24).name()


def sent(answer: str, *, key: str = "a" * 24) -> Sending:
    return Sending(key=key, who="staff 1", route="intake_private", said=("answer", answer))


def test_nothing_that_was_typed_and_no_key_is_kept(world: Any, at: Any) -> None:
    report(at(world.desk), "q" * 24, source="Berta Luna Canario")
    kept = OnceKey.objects.get()
    assert (kept.route, kept.leads_to) == ("report_security", BOARD)
    assert not any(b"Canario" in bytes(part) or b"qqqq" in bytes(part) for part in (kept.key, kept.body))


@pytest.mark.parametrize(
    ("address", "kept"), [("/a/b/?from=check", "/a/b/?from=check"), ("/a/b/?q=Berta%20Luna", "/a/b/")]
)
def test_of_an_address_only_what_carries_no_name_is_kept(address: str, kept: str) -> None:
    assert once_key._plain(address) == kept


def test_the_worker_forgets_a_key_after_its_days_and_not_before(world: Any, at: Any, now: Any) -> None:
    report(at(world.desk), "w" * 24)
    kept_for = parameter("EST-41", on=now.date()).as_timedelta()
    assert kept_for >= timedelta(hours=24)
    assert once_key.forget_once_keys(now=now + kept_for) == 0
    assert once_key.forget_once_keys(now=now + kept_for + timedelta(seconds=1)) == 1
