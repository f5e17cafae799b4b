"""Typed readers of the environment: each says what is wrong, why, and what to set instead."""

import os
import secrets
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit


class SettingRefused(SystemExit):
    """A setting that cannot be used; the process stops with one clear sentence."""


def choice(name: str, *, among: tuple[str, ...], otherwise: str) -> str:
    """Read one of a few words."""
    value = os.environ.get(name, otherwise)
    if value not in among:
        raise SettingRefused(f"{name} is '{value}'; use one of: {', '.join(among)}.")
    return value


def flag(name: str, *, otherwise: bool) -> bool:
    """Read yes or no."""
    return choice(name, among=("yes", "no"), otherwise="yes" if otherwise else "no") == "yes"


def home(name: str) -> Path:
    """Read the folder that holds the database file and keys; `var` in the working folder when unset."""
    return Path(os.environ.get(name, "var")).absolute()


def second_factor(name: str, *, mode: str) -> bool:
    """Read whether staff must show a second factor; production may not say no."""
    required = flag(name, otherwise=mode == "production")
    if mode == "production" and not required:
        raise SettingRefused(f"{name} is 'no'; production always asks for a second factor. Remove it or set it to yes.")
    return required


def hosts(name: str, *, mode: str) -> list[str]:
    """Read the names this installation answers to, separated by commas; production must be given its own."""
    own_machine = ["127.0.0.1", "localhost", "[::1]"]
    given = [host.strip() for host in os.environ.get(name, "").split(",") if host.strip()]
    if mode == "production" and not given:
        raise SettingRefused(
            f"{name} is missing; production needs the host names it is reached by, separated by commas."
        )
    return given or ([*own_machine, "testserver"] if mode == "test" else own_machine)


def secret_key(*, mode: str, home: Path) -> str:
    """Read the session secret; the demo makes its own, production must be given one."""
    given = os.environ.get("ESTANCIA_SECRET_KEY")
    if given:
        return given
    if mode == "production":
        raise SettingRefused("ESTANCIA_SECRET_KEY is missing; production needs 50 random characters there.")
    kept = home / "secret"
    if kept.exists():
        return kept.read_text()
    made = secrets.token_urlsafe(48)
    if home.exists():
        kept.write_text(made)
        kept.chmod(0o600)
    return made


def database(name: str, *, home: Path) -> dict[str, object]:
    """Read `sqlite:///path` or `postgresql://user:password@host:port/name`; a SQLite file in home when unset."""
    url = urlsplit(os.environ.get(name, f"sqlite:///{home / 'estancia.sqlite3'}"))
    if url.scheme == "sqlite":
        return sqlite(url.path if url.path.startswith("//") is False else url.path[1:])
    if url.scheme in ("postgresql", "postgres"):
        return postgresql(url)
    raise SettingRefused(f"{name} starts with '{url.scheme}'; use sqlite:///file or postgresql://…")


def sqlite(path: str) -> dict[str, object]:
    """WAL, immediate transactions, and FULL sync: NORMAL loses acknowledged commits when power fails."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;",
        },
    }


def postgresql(url: SplitResult) -> dict[str, object]:
    """Say a PostgreSQL connection as Django wants it; a `?host=` query names a socket folder."""
    query = dict(part.split("=", 1) for part in url.query.split("&") if "=" in part)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": url.path.lstrip("/"),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": unquote(query.get("host", url.hostname or "")),
        "PORT": str(url.port or ""),
        "CONN_MAX_AGE": 60,
    }
