"""The demo's own folder: whole or not there, one demo at a time, nobody else's files touched."""

from pathlib import Path

import pytest

from estancia.commands.demo import folder
from estancia.commands.demo.folder import Made


def made(**other: object) -> Made:
    return Made(**{"people": 2000, "seed": 1, "families": 1300, "code": folder.code_mark(), **other})


def finished(home: Path) -> Path:
    draft = folder.begin(home=home)
    (draft / folder.LOGINS).write_text("[]")
    folder.finish(draft=draft, home=home, made=made())
    return home


def test_a_finished_demo_is_found_again(tmp_path: Path) -> None:
    home = finished(tmp_path / "demo")
    assert folder.made_in(home=home) == made()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["demo"]


def test_an_interrupted_making_is_never_found_and_leaves_nothing_behind(tmp_path: Path) -> None:
    draft = folder.begin(home=tmp_path / "demo")
    (draft / "estancia.sqlite3").write_text("half")
    assert folder.made_in(home=tmp_path / "demo") is None
    assert list(folder.begin(home=tmp_path / "demo").iterdir()) == []


def test_a_demo_made_by_other_tables_is_made_anew(tmp_path: Path) -> None:
    draft = folder.begin(home=tmp_path / "demo")
    folder.finish(draft=draft, home=tmp_path / "demo", made=made(code="of another day"))
    assert folder.made_in(home=tmp_path / "demo") is None


def test_making_anew_replaces_the_demo_before(tmp_path: Path) -> None:
    home = finished(tmp_path / "demo")
    (home / "old").write_text("old")
    finished(home)
    assert not (home / "old").exists()


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    home = tmp_path / "demo"
    home.mkdir()
    (home / "estancia.sqlite3").write_text("somebody's records")
    with pytest.raises(folder.NotADemo):
        folder.begin(home=home)
    assert (home / "estancia.sqlite3").read_text() == "somebody's records"


def test_two_demos_cannot_live_in_one_folder(tmp_path: Path) -> None:
    with folder.held(home=tmp_path / "demo"), pytest.raises(folder.AlreadyRunning), folder.held(home=tmp_path / "demo"):
        pass
    with folder.held(home=tmp_path / "demo"):
        assert (tmp_path / ".demo.lock").exists()


def test_a_place_that_cannot_be_written_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file, where a folder should be")
    with pytest.raises(folder.FolderReadOnly) as said, folder.held(home=tmp_path / "file" / "demo"):
        pass
    assert "--home" in said.value.said.es
    assert "--home" in said.value.said.en
