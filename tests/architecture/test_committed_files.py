"""A clone installs anywhere: no file git keeps names a package registry's host or a path of somebody's machine."""

import re
import subprocess
from pathlib import Path

import pytest

from tests.architecture.tree import TOP, files_to_commit

# Written in pieces, so that this file does not hold what it refuses.
HOSTS = re.compile(
    "|".join(
        re.escape("".join(pieces))
        for pieces in (
            ("py", "pi.org"), ("python", "hosted"), ("npm", "js."), ("registry.y", "arn"), ("deb.deb", "ian.org"),
            ("security.deb", "ian.org"), ("archive.ubu", "ntu.com"), ("cra", "tes.io"), ("js", "delivr.net"),
            ("unp", "kg.com"), ("docker", ".io"), ("ana", "conda.org"),
        )
    ),
    re.IGNORECASE,
)  # fmt: skip
MACHINE = re.compile(
    "(^|[^A-Za-z0-9_.])/(" + "|".join(("wo" + "rk", "fa" + "rm", "ro" + "ot")) + ")/|\\b" + "fa" + "rm-[a-z]"
)


def naming(pattern: re.Pattern[str], top: Path) -> list[str]:
    """Each line that holds what the pattern refuses, as `file:line`; files that are not text hold nothing."""
    return [
        f"{path}:{number}"
        for path in files_to_commit(top)
        for number, line in enumerate((top / path).read_text(encoding="utf-8", errors="ignore").splitlines(), start=1)
        if pattern.search(line)
    ]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """An empty repository, to plant faults in."""
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    return tmp_path


def test_no_committed_file_names_the_host_of_a_package_registry() -> None:
    assert naming(HOSTS, TOP) == []


def test_no_committed_file_carries_a_path_of_this_machine() -> None:
    assert naming(MACHINE, TOP) == []


@pytest.mark.parametrize("pieces", [("py", "pi.org"), ("files.python", "hosted.org"), ("registry.npm", "js.org")])
def test_a_planted_registry_host_is_seen(clone: Path, pieces: tuple[str, str]) -> None:
    (clone / "package-lock.json").write_text(
        '{\n"resolved": "https://' + "".join(pieces) + '/x"\n}\n', encoding="utf-8"
    )
    assert naming(HOSTS, clone) == ["package-lock.json:2"]


def test_a_planted_path_of_this_machine_is_seen(clone: Path) -> None:
    (clone / "README.md").write_text("See /" + "wo" + "rk/main/var for the file.\n", encoding="utf-8")
    assert naming(MACHINE, clone) == ["README.md:1"]


def test_what_git_ignores_is_not_read(clone: Path) -> None:
    (clone / ".gitignore").write_text("var\n", encoding="utf-8")
    (clone / "var").mkdir()
    (clone / "var" / "notes").write_text("https://" + "py" + "pi.org", encoding="utf-8")
    assert naming(HOSTS, clone) == []
