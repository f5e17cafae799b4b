"""What `estancia demo` says when it cannot go on, and what it prints when it can."""

import json
import socket
import subprocess
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

import pytest

from estancia.commands.demo import banner, cast, command, folder, serving
from estancia.commands.demo.agenda import Agenda
from estancia.commands.demo.folder import Login, Made

MADE = Made(people=2000, seed=1, families=1347, code="code")


def logins() -> list[Login]:
    phrase = "seis palabras comunes de ocho letras"
    return [
        Login(post.username, cast.PASSWORD, post.role, post.location, cast.HOUSES[0].name, phrase)
        for post in cast.POSTS
    ]


def test_a_taken_port_is_said_with_the_way_out() -> None:
    with socket.socket() as other:
        other.bind((serving.HOST, 0))
        other.listen()
        with pytest.raises(serving.PortTaken) as said:
            serving.refuse_taken_port(port=other.getsockname()[1])
    assert "--port" in said.value.said.es
    assert "--port" in said.value.said.en


def test_a_free_port_is_accepted() -> None:
    serving.refuse_taken_port(port=serving.free_port())
    assert serving.free_port() > 1023


@pytest.mark.parametrize("people", [0, -5, 10**7])
def test_a_senseless_number_of_people_is_refused_before_anything_is_made(people: int, tmp_path: Path) -> None:
    with pytest.raises(command.PeopleOutOfRange):
        command.run_demo(people=people, seed=1, port=serving.free_port(), fresh=False, home=tmp_path / "demo")
    assert list(tmp_path.iterdir()) == []


def test_everything_printed_fits_eighty_columns_and_names_every_role() -> None:
    text = banner.banner(
        address="http://127.0.0.1:8642/", made=MADE, logins=logins(), stands_at=datetime(2022, 6, 22, 15, tzinfo=UTC)
    )
    assert max(len(line) for line in text.splitlines()) <= 80
    assert {post.role for post in cast.POSTS} == {"IO", "PW", "LW", "CO", "OB", "DP", "SA"}
    for said in ("http://127.0.0.1:8642/", cast.PASSWORD, "Ctrl-C", "22 jun 2022, 09:00", "io-juarez", "seis palabras"):
        assert said in text


def test_the_clock_goes_on_from_where_it_stopped_and_never_back(tmp_path: Path) -> None:
    assert command.clock_of(home=tmp_path) == command.OPENS_AT
    (tmp_path / folder.CLOCK).write_text("2022-06-23T01:00:00+00:00")
    assert command.clock_of(home=tmp_path) == datetime(2022, 6, 23, 1, tzinfo=UTC)
    (tmp_path / folder.CLOCK).write_text("2019-01-01T00:00:00+00:00")
    assert command.clock_of(home=tmp_path) == command.OPENS_AT


def test_the_demos_processes_are_told_nothing_of_another_installation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ESTANCIA_DATABASE_URL", "postgresql://elsewhere/real")
    env = serving.environment(home=tmp_path, stood_at=command.OPENS_AT)
    assert "ESTANCIA_DATABASE_URL" not in env
    assert env["ESTANCIA_MODE"] == "demo"
    assert env["ESTANCIA_HOME"] == str(tmp_path)


@pytest.mark.parametrize(("ends", "missing"), [("exit 0", False), ("sleep 0.2", False), ("exit 1", True)])
def test_nothing_is_served_before_the_browsers_parts_stand(
    ends: str, missing: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = subprocess.Popen(["sh", "-c", ends])
    monkeypatch.setenv(serving.WAITS_FOR, str(child.pid))
    with pytest.raises(serving.BrowserPartsMissing) if missing else nullcontext():
        serving.wait_for_browser_parts()
    child.wait()
    assert not Path(f"/proc/{child.pid}").exists()  # it was waited for
    serving.wait_for_browser_parts()  # once is enough


def test_the_logins_are_read_back_as_the_sign_in_page_wants_them(tmp_path: Path) -> None:
    (tmp_path / folder.LOGINS).write_text(json.dumps([dict.fromkeys(Login.__dataclass_fields__, "x")]))
    assert folder.logins_in(home=tmp_path) == (Login("x", "x", "x", "x", "x", "x"),)


def test_every_place_has_a_desk_a_keeper_and_bodies_that_exist() -> None:
    houses = {house.key for house in cast.HOUSES}
    assert set(cast.KEEPERS.values()) | set(cast.BODIES.values()) <= houses
    assert {post.organisation for post in cast.POSTS} <= houses
    for location in cast.KEEPERS:
        assert cast.desk_of(location=location).location == location


def test_deeds_are_done_in_the_order_of_their_hours_and_those_they_bring_in_theirs() -> None:
    hour = [datetime(2022, 6, 22, n, tzinfo=UTC) for n in range(4)]
    done: list[str] = []

    def first(_: datetime) -> list:
        done.append("first")
        return [(hour[2], lambda _: done.append("brought"))]

    def second(_: datetime) -> None:
        done.append("second")

    agenda = Agenda([(hour[3], second), (hour[0], first), (hour[1], second)])
    assert list(agenda.until(hour[3])) == hour[:3]
    assert done == ["first", "second", "brought"]
