"""`estancia demo --check`: the whole path over HTTP, and a server that tells the desk too much."""

import os

import pytest

from estancia.commands.demo.check import check_demo

PEOPLE = 10


@pytest.fixture
def python_path(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the server's own process find what this one finds."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(["src", "."]))


def test_five_families_go_their_way_as_each_role(python_path: None) -> None:
    lines: list[str] = []
    code = check_demo(people=PEOPLE, seed=1, say=lines.append)
    assert [line for line in lines if line.startswith("✗")] == []
    assert code == 0
    assert len([line for line in lines if line.startswith("✓")]) > 60
    for told in ("(routes)", "(not_covered)", "(revocation_notice)", "says REVOKED", "full: said", "unsafe: said"):
        assert any(told in line for line in lines), told
    for login in ("io-juarez", "pw-paso", "pw-ninez", "pw-comar", "lw", "co", "ob", "dp", "sa", "revision"):
        assert any(line.startswith(f"✓ {login} ") for line in lines), login


def test_a_server_that_shows_the_desk_a_protection_is_caught(python_path: None) -> None:
    """The planted fault: the open view keeps its protective reasons, and `--check` must exit 1 because of it."""
    lines: list[str] = []
    code = check_demo(people=PEOPLE, seed=1, application="tests.integration.demo.faulty:application", say=lines.append)
    assert code == 1
    assert any(line.startswith("✗ io-juarez") and "told nothing private" in line for line in lines)
