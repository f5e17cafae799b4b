"""`estancia document verify`: one word of five, offline, and an exit code that says whether it is good."""

import base64
import json
import random
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from estancia.commands.main import app
from estancia.documents import (
    KeyRing,
    StayClaims,
    card_number,
    holder_check,
    qr_text,
    ring_to_json,
    rotate,
    sign_revocations,
    sign_stay,
)

AT = datetime(2019, 10, 2, 15, 30, tzinfo=UTC)


@pytest.fixture
def taken_along(tmp_path) -> tuple[Path, str]:
    """A folder with the ring, two lists and a code, as a verifier far from the net has them."""
    ring, key = rotate(KeyRing(), AT - timedelta(days=1))
    number = card_number(rng=random.Random(7))
    claims = StayClaims(
        number=number,
        valid_from=date(2019, 10, 2),
        valid_until=date(2020, 3, 29),
        entries="multiple",
        holder_check=holder_check(number=number, name="Berta Luna", birth_year=1988),
    )
    code = qr_text(sign_stay(claims=claims, key=key, issued_at=AT - timedelta(hours=1)))
    (tmp_path / "ring.json").write_text(ring_to_json(ring))
    (tmp_path / "code.txt").write_text(code + "\n")
    for name, numbers in (("none.json", set()), ("revoked.json", {number})):
        listed = sign_revocations(numbers=numbers, key=key, issued_at=AT - timedelta(hours=1))
        (tmp_path / name).write_text(json.dumps({"form": 1, "signed": base64.b64encode(listed.signed).decode()}))
    return tmp_path, code


def ask(folder: Path, what: str, *words: str, listed: str | None = "none.json", at: datetime = AT):
    lists = ["--revocations", str(folder / listed)] if listed else []
    asked = ["document", "verify", what, "--ring", str(folder / "ring.json"), "--at", at.isoformat(), *lists, *words]
    return CliRunner().invoke(app, asked, env={"ESTANCIA_HOME": str(folder / "nowhere")})


@pytest.mark.parametrize(
    ("listed", "at", "word"),
    [
        ("none.json", AT, "valid"),
        ("none.json", AT + timedelta(days=200), "expired"),
        ("revoked.json", AT, "revoked"),
        ("none.json", AT + timedelta(hours=25), "cannot_tell"),
        (None, AT, "cannot_tell"),
    ],
)
def test_a_code_is_given_its_word_from_text_from_a_file_and_as_json(taken_along, listed, at, word):
    folder, code = taken_along
    said = ask(folder, code, listed=listed, at=at)
    assert (said.stdout.split()[0], said.exit_code) == (word, 0 if word == "valid" else 1)
    assert ask(folder, str(folder / "code.txt"), listed=listed, at=at).stdout == said.stdout
    answer = json.loads(ask(folder, code, "--json", listed=listed, at=at).stdout)
    assert set(answer) == {"verdict", "number", "valid_from", "valid_until"}
    assert answer["verdict"] == word


def test_what_is_no_code_of_ours_says_so_and_shows_nothing(taken_along):
    folder, code = taken_along
    for text in ("EST1:NOTHING", "hello", code[:-3] + "AAA"):
        said = ask(folder, text, "--json")
        assert json.loads(said.stdout) == {
            "verdict": "not_ours",
            "number": None,
            "valid_from": None,
            "valid_until": None,
        }
        assert said.exit_code == 1


def test_a_ring_or_list_that_cannot_be_read_exits_2_with_a_sentence(taken_along):
    folder, code = taken_along
    (folder / "broken.json").write_text("{")
    said = CliRunner().invoke(app, ["document", "verify", code, "--ring", str(folder / "broken.json")])
    assert (said.exit_code, said.stdout) == (2, "")
    assert "key ring" in said.stderr
    assert ask(folder, code, listed="broken.json").exit_code == 2
    assert ask(folder, code, "--at", "tomorrow").exit_code == 2


def test_without_a_ring_it_cannot_be_told_and_says_why(taken_along):
    folder, code = taken_along
    alone = CliRunner().invoke(app, ["document", "verify", code], env={"ESTANCIA_HOME": str(folder / "nowhere")})
    assert (alone.stdout.split(), alone.exit_code) == (["cannot_tell"], 1)
    assert "Without the public key ring" in alone.stderr


def test_a_number_alone_cannot_be_told_offline_unless_it_is_on_the_list(taken_along):
    folder, code = taken_along
    number = ask(folder, code).stdout.split(" · ")[1]
    said = ask(folder, number.lower().replace("-", " "))
    assert (said.stdout.split(), said.exit_code) == (["cannot_tell"], 1)
    assert "Un número solo" in said.stderr
    taken_back = ask(folder, number, "--json", listed="revoked.json")
    assert json.loads(taken_back.stdout)["verdict"] == "revoked"
    misread = number[:-1] + ("A" if number[-1] != "A" else "B")
    assert ask(folder, misread).stdout.split() == ["not_ours"]


def test_the_pdf_itself_is_answered_with_where_to_find_what_is_verified(taken_along):
    folder, _ = taken_along
    (folder / "paper.pdf").write_bytes(b"%PDF-1.7\n\xff\xfe")
    said = ask(folder, str(folder / "paper.pdf"))
    assert (said.stdout.split(), said.exit_code) == (["cannot_tell"], 1)
    assert "square code" in said.stderr


def test_the_sentence_is_the_one_the_page_says(taken_along):
    folder, code = taken_along
    said = ask(folder, code, at=AT + timedelta(days=200))
    assert "su último día ya pasó" in said.stderr
    assert "pudo renovarse: pídale la tarjeta más nueva" in said.stderr
    assert ask(folder, code, "--json").stderr == ""


def test_verifying_needs_no_django_and_help_comes_at_once(taken_along):
    folder, code = taken_along
    probe = (
        "import sys; from typer.testing import CliRunner; from estancia.commands.main import app;"
        f"CliRunner().invoke(app, ['document', 'verify', {code!r}, '--ring', {str(folder / 'ring.json')!r}]);"
        "print('django' in sys.modules, 'typst' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.split()[0] == "False"


@pytest.mark.parametrize("words", [[], ["determine"], ["document", "verify"], ["key", "revoke"], ["worker"], ["serve"]])
def test_every_command_explains_itself_in_both_languages_with_an_example(words):
    said = CliRunner().invoke(app, [*words, "--help"])
    assert said.exit_code == 0
    assert "·" in said.stdout
    assert not words or "estancia " in said.stdout
