"""A hostile or broken spreadsheet gets a named error in both languages, within 10 s and 300 MB, and nothing else."""

import io
import subprocess
import sys
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor

import pytest

from estancia.casework import roster_files
from estancia.casework.roster_files import read_roster_file
from estancia.notices.rosters import RosterRefused, propose_columns
from estancia.notices.rosters import opening as opening_room
from estancia.notices.rosters.refusals import BY_CODE, CouldNotBeRead, NeededTooMuch, TookTooLong
from tests.faults.hostile_files import GOOD, Hostile, every_file, packed

SECONDS = 10.0


def answer(file: Hostile) -> tuple[str, str, float]:
    """What the house says to a file: the code of its refusal, `read`, or a crash; and after how many seconds."""
    began = time.perf_counter()
    try:
        propose_columns(sheet=read_roster_file(content=file.content, suffix=file.suffix), remembered={})
        said = "read"
    except RosterRefused as refused:
        said = refused.code if refused.in_language("es") and refused.in_language("en") else "silent"
    except Exception as crash:  # noqa: BLE001 - any other way out is what this test looks for
        said = f"crash: {type(crash).__name__}"
    return file.name, said, time.perf_counter() - began


def wrong_answers(files: list[Hostile]) -> list[str]:
    """The files that were read, that crashed their reader, or that were refused for another reason than theirs."""
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(answer, files))
    return [
        f"{name}: {said} after {seconds:.1f} s"
        for file, (name, said, seconds) in zip(files, answers, strict=True)
        if said not in (file.answers or BY_CODE) or seconds > SECONDS
    ]


def test_five_hundred_hostile_files_are_each_refused_by_name_in_time() -> None:
    files = every_file()
    assert len(files) >= 500
    assert wrong_answers(files) == []


def test_an_ordinary_workbook_passes_the_same_wall() -> None:
    sheet = read_roster_file(content=GOOD, suffix="xlsx")
    assert (sheet.rows[0][0], len(sheet.rows)) == ("A-Number", 41)


def test_a_planted_fault_is_seen_when_nobody_asks_how_far_an_archive_swells(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = [file for file in every_file() if file.name == "bombs-0"]
    assert wrong_answers(bomb) == []
    monkeypatch.setattr(opening_room, "_check_archive", lambda *_: None)
    monkeypatch.setattr(roster_files, "_out_of_child", lambda content, *_: unlimited(content))
    assert wrong_answers(bomb) != []


def unlimited(content: bytes) -> bytes:
    """A reader that unpacks whatever it is given."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return (
            b'{"kind": "xlsx"}\n[["A-Number", "Nombre"], ["1", "'
            + archive.read("xl/media/a.xml")[:9].hex().encode()
            + b'"]]'
        )


@pytest.mark.parametrize("greed", ["bytearray(400_000_000)", "[0] * 60_000_000"])
def test_the_reading_process_cannot_take_more_than_300_mb(greed: str) -> None:
    ran = in_child(greed)
    assert "MemoryError" in ran.stderr
    assert in_child("bytearray(1_000_000)").returncode == 0


def test_the_reading_process_writes_no_file(tmp_path) -> None:
    ran = in_child(f"with open({str(tmp_path / 'x')!r}, 'w') as file: file.write('x')", sign="\n")
    assert "File too large" in ran.stderr
    assert (tmp_path / "x").read_text(encoding="utf-8") == ""


def in_child(deed: str, *, sign: str = "; ") -> subprocess.CompletedProcess[str]:
    """Do something in a process limited as the reading one is."""
    path = roster_files.CHILD
    text = f"import runpy; runpy.run_path({str(path)!r}, run_name='child')['limit'](){sign}{deed}"
    return subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("code", "error"),
    [(-24, TookTooLong), (-9, TookTooLong), (-6, NeededTooMuch), (-11, NeededTooMuch), (1, CouldNotBeRead)],
)
def test_however_the_reading_process_dies_the_answer_has_a_name(code: int, error: type[RosterRefused]) -> None:
    assert type(roster_files._why(code)) is error


def test_a_reading_process_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    sleeper = tmp_path / "sleeper.py"
    sleeper.write_text("import time; time.sleep(60)", encoding="utf-8")
    monkeypatch.setattr(roster_files, "CHILD", sleeper)
    monkeypatch.setattr(roster_files, "SECONDS", 0.5)
    with pytest.raises(TookTooLong):
        read_roster_file(content=GOOD, suffix="xlsx")


@pytest.mark.parametrize(
    "said", [b"", b"nonsense", b"[1]\n", b'{"refused": "no such reason"}', b'{"kind": "csv"}\n[1, 2]']
)
def test_a_reading_process_that_talks_nonsense_is_not_believed(monkeypatch: pytest.MonkeyPatch, said: bytes) -> None:
    monkeypatch.setattr(roster_files, "_out_of_child", lambda *_: said)
    with pytest.raises(CouldNotBeRead):
        read_roster_file(content=GOOD, suffix="xlsx")


def test_the_reading_process_gets_nothing_of_the_servers_environment(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    teller = tmp_path / "teller.py"
    tells = 'import os, json; print(json.dumps({"kind": "|".join(sorted(os.environ))})); print("[]")'
    teller.write_text(tells, encoding="utf-8")
    monkeypatch.setattr(roster_files, "CHILD", teller)
    monkeypatch.setenv("ESTANCIA_SECRET_KEY", "not for strangers")
    kind = read_roster_file(content=packed({"xl/workbook.xml": b"<x/>"}), suffix="xlsx").kind
    assert "ESTANCIA_SECRET_KEY" not in kind.split("|")
