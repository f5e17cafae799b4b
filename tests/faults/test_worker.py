"""A worker that dies anywhere is followed by one that finishes; two at once do each thing once."""

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connections

from estancia.casework import ledger, outbox, worker
from estancia.casework.keys import ring
from estancia.messages import ChannelRefused, Folder, Letter
from estancia.records.models import DueTask, Hold, MerkleHead, OutboxMessage, ProtectionNotice
from tests.integration.casework import world as worlds
from tests.integration.casework.deeds import decide, family_of, signing

MINUTE = timedelta(minutes=1)


class Killed(BaseException):
    """The process ends here, as by the kernel: nothing catches it and nothing is tidied."""


class Keeping:
    """A channel that keeps what it is handed, by key; it may die before or after it does, or refuse."""

    def __init__(self, *, dies: str = "", refuses: int = 0) -> None:
        self.kept: dict[str, Letter] = {}
        self.handed = 0
        self.dies, self.refuses = dies, refuses

    def send(self, letter: Letter) -> None:
        self.handed += 1
        if self.handed <= self.refuses:
            raise ChannelRefused("busy")
        if self.dies == "before":
            raise Killed
        self.kept[letter.key] = letter
        if self.dies == "after":
            raise Killed


@pytest.fixture
def queued(database, now, tmp_path, monkeypatch):
    """A family held for protection: its owner is to be told, and COMAR's sealed notice is to leave."""
    world = worlds.found(now=now)
    signing(folder=tmp_path, now=now, monkeypatch=monkeypatch)
    request = family_of("Berta Luna", by=world.desk, now=now, private={(1, "fear_of_mexico"): "yes"})
    return world, request


def test_one_turn_sends_what_is_queued_once_and_marks_the_notice_sent(queued, now):
    channel, waiting = Keeping(), OutboxMessage.objects.count()
    assert worker.run_once(now=now, channel=channel).sent == waiting > 1
    assert worker.run_once(now=now, channel=channel).sent == 0
    assert len(channel.kept) == channel.handed == waiting
    assert not ProtectionNotice.objects.filter(state="drafted").exists()


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_worker_killed_between_lease_and_mark_loses_nothing_and_doubles_nothing(queued, now, when):
    dying, waiting = Keeping(dies=when), OutboxMessage.objects.count()
    with pytest.raises(Killed):
        worker.run_once(now=now, channel=dying)
    following = Keeping()
    following.kept = dict(dying.kept)
    worker.run_once(now=now, channel=following)
    assert OutboxMessage.objects.filter(sent_at__isnull=True).count() == 1  # its lease has not run out
    worker.run_once(now=now + outbox.LEASE, channel=following)
    assert not OutboxMessage.objects.filter(sent_at__isnull=True).exists()
    assert len(following.kept) == waiting


def test_marking_before_sending_would_lose_a_message(queued, now, monkeypatch):
    """The planted fault: the same death, with the order turned round."""

    def marked_first(*, pk: int, channel, now) -> int:
        OutboxMessage.objects.filter(pk=pk).update(sent_at=now)
        channel.send(outbox._letter(OutboxMessage.objects.select_related("to_organisation").get(pk=pk)))
        return 1

    monkeypatch.setattr(outbox, "_send", marked_first)
    waiting, dying, following = OutboxMessage.objects.count(), Keeping(dies="before"), Keeping()
    with pytest.raises(Killed):
        worker.run_once(now=now, channel=dying)
    worker.run_once(now=now + outbox.LEASE, channel=following)
    assert len(following.kept) == waiting - 1


def test_a_channel_that_refuses_is_tried_again_later_and_never_given_up(queued, now):
    channel = Keeping(refuses=10_000)
    for turn in range(20):
        worker.run_once(now=now + turn * timedelta(hours=2), channel=channel)
    assert OutboxMessage.objects.filter(sent_at__isnull=True).exists()
    channel.refuses = 0
    worker.run_once(now=now + timedelta(hours=50), channel=channel)
    assert not OutboxMessage.objects.filter(sent_at__isnull=True).exists()


def test_a_letter_carries_a_reference_and_no_name(queued, now):
    worker.run_once(now=now)
    letters = list(Path(settings.HOME, "outgoing").rglob("*.json"))
    assert letters
    for letter in letters:
        text = letter.read_text()
        assert "Berta" not in text
        assert "Luna" not in text
        assert set(json.loads(text)) == {"key", "kind", "to", "about", "queued_at", "es", "en"}


def test_the_folder_keeps_a_letter_once_however_often_it_is_handed_over(tmp_path, now):
    letter = Letter(key="1-ABC", kind="hold_opened", to="shelter", about="ABC", queued_at=now)
    for _ in range(3):
        Folder(at=tmp_path).send(letter)
    assert [one.name for one in tmp_path.rglob("*.*")] == ["1-ABC.json"]
    with pytest.raises(ChannelRefused):
        Folder(at=Path("/proc/none")).send(letter)


def test_a_head_is_signed_within_a_minute_and_covers_every_entry(queued, now):
    worker.run_once(now=now + timedelta(seconds=5))
    done = worker.run_once(now=now + worker.HEAD_EVERY)
    assert done.head_size is not None
    later = now + worker.HEAD_EVERY + MINUTE
    worker.run_once(now=later)
    assert worker.HEAD_EVERY < MINUTE
    verdict = ledger.verify_audit(ring=ring(now=later))
    assert (verdict.ok, verdict.past_head) == (True, 0)


def test_without_a_key_the_rest_of_the_turn_is_done(queued, now):
    for file in Path(settings.KEYS_FOLDER).iterdir():
        file.unlink()
    done = worker.run_once(now=now + MINUTE, channel=Keeping())
    assert (done.head_size, done.failed) == (None, ())
    assert done.sent > 0


def test_a_step_that_breaks_stops_no_other_and_says_nothing_of_a_person(queued, now, monkeypatch, caplog):
    def broken(**_: object) -> int:
        raise RuntimeError("Berta Luna")

    monkeypatch.setattr(worker, "escalate_due", broken)
    done = worker.run_once(now=now, channel=Keeping())
    assert done.failed == ("escalate",)
    assert done.sent > 0
    assert "Berta" not in caplog.text


def test_a_notice_not_acknowledged_by_its_hour_is_told_again(queued, now):
    before = OutboxMessage.objects.count()
    late = now + timedelta(hours=1)
    assert worker.run_once(now=late, channel=Keeping()).looked_at == 1
    assert OutboxMessage.objects.filter(kind="protection_notice_late").count() == 2
    assert OutboxMessage.objects.count() == before + 2
    assert not DueTask.objects.filter(done_at__isnull=True).exists()


def test_a_task_whose_work_broke_is_leased_again_and_done(queued, now, monkeypatch):
    from estancia.casework import due

    late, tell = now + timedelta(hours=1), due.tell

    def dies(**_: object) -> None:
        raise Killed

    monkeypatch.setattr(due, "tell", dies)
    with pytest.raises(Killed):
        worker.run_once(now=late, channel=Keeping())
    monkeypatch.setattr(due, "tell", tell)
    assert worker.run_once(now=late, channel=Keeping()).looked_at == 0
    assert worker.run_once(now=late + due.LEASE, channel=Keeping()).looked_at == 1


def test_a_task_that_another_worker_leased_meanwhile_is_left_to_it(queued, now):
    """Both read the list; the other came first."""
    from estancia.casework import due

    late, waiting = now + timedelta(hours=1), DueTask.objects.get(done_at__isnull=True)
    DueTask.objects.update(leased_until=late + due.LEASE)
    assert due._look(pk=waiting.pk, now=late) == 0
    assert due._look(pk=waiting.pk, now=late + due.LEASE) == 1
    assert due._look(pk=waiting.pk, now=late + due.LEASE) == 0


@pytest.mark.django_db(transaction=True)
def test_eight_workers_at_once_send_and_escalate_each_thing_once(now, tmp_path, monkeypatch):
    world = worlds.found(now=now)
    signing(folder=tmp_path, now=now, monkeypatch=monkeypatch)
    for name in ("Berta Luna", "Eva Sol", "Inés Paz"):
        request = family_of(name, by=world.desk, now=now, private={(1, "fear_of_mexico"): "yes"})
        decide(request.reference, "hold", by=world.desk, now=now)
    late, channel, start = now + timedelta(hours=25), Keeping(), threading.Barrier(8)

    def turn(_: int) -> int:
        start.wait(30)
        try:
            return worker.run_once(now=late, channel=channel).escalated
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as workers:
        escalated = list(workers.map(turn, range(8)))
    worker.run_once(now=late + MINUTE, channel=channel)
    assert sum(escalated) == Hold.objects.filter(state="escalated").count() == 3
    assert channel.handed == len(channel.kept) == OutboxMessage.objects.count()
    assert MerkleHead.objects.exists()
