"""The one reading of the clock."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from estancia.config import clock
from estancia.config.readers import SettingRefused

REAL = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def read_anew() -> Iterator[None]:
    clock.house_clock.cache_clear()
    yield
    clock.house_clock.cache_clear()


def test_the_house_clock_runs_from_where_it_stood() -> None:
    house = clock.parse_clock(text="2022-06-22T09:00-06:00", real=REAL)
    assert house.reads(real=REAL + timedelta(minutes=5)) == datetime(2022, 6, 22, 15, 5, tzinfo=UTC)


def test_two_processes_told_the_same_moment_read_the_same_time() -> None:
    text = clock.say_clock(stood_at=datetime(2022, 6, 22, 15, tzinfo=UTC), seen_at=REAL)
    early, late = (clock.parse_clock(text=text, real=REAL + timedelta(seconds=n)) for n in (1, 30))
    assert early.reads(real=REAL) == late.reads(real=REAL) == datetime(2022, 6, 22, 15, tzinfo=UTC)


@pytest.mark.parametrize("text", ["yesterday", "2022-06-22T09:00", "2022-06-22T09:00-06:00/noon"])
def test_a_clock_without_its_offset_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(SettingRefused, match="give an instant with its offset"):
        clock.parse_clock(text=text, real=REAL)


def test_the_demo_reads_its_own_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ESTANCIA_MODE", "demo")
    monkeypatch.setenv("ESTANCIA_CLOCK", "2022-06-22T09:00-06:00")
    assert clock.clock_is_ours()
    assert clock.now().year == 2022


@pytest.mark.parametrize("mode", ["production", "test"])
def test_nobody_but_the_demo_can_be_told_another_time(mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ESTANCIA_MODE", mode)
    monkeypatch.setenv("ESTANCIA_CLOCK", "2022-06-22T09:00-06:00")
    assert not clock.clock_is_ours()
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)
