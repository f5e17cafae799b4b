"""Typed readers of the environment: each says what is wrong, why, and what to set instead, in both languages."""

import difflib
import os
import re
import secrets
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from estancia.wording import Sentence, load_sentences

KNOWN = (
    "ESTANCIA_MODE", "ESTANCIA_HOME", "ESTANCIA_SECRET_KEY", "ESTANCIA_HOSTS", "ESTANCIA_DATABASE_URL",
    "ESTANCIA_BEHIND_PROXY", "ESTANCIA_REQUIRE_SECOND_FACTOR", "ESTANCIA_CLOCK",
)  # fmt: skip
REFUSALS: Mapping[str, Sentence] = load_sentences(package="estancia.config", name="refusals.toml")

_SECRET_SIGNS, _SECRET_KINDS = 50, 12
_HOST = re.compile(
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*|\[[0-9a-f:]+\]"
)
_HERE = ("", "localhost", "127.0.0.1", "::1")
_LIBPQ = ("sslmode", "sslrootcert", "sslcert", "sslkey", "connect_timeout")


class SettingRefused(SystemExit):
    """A setting that cannot be used; the process stops with one clear sentence, said in both languages."""

    def __init__(self, code: str, **values: object) -> None:
        said = REFUSALS[code].filled(**values)
        super().__init__(f"{said.es}\n{said.en}")


def choice(name: str, *, among: tuple[str, ...], otherwise: str) -> str:
    """Read one of a few words."""
    value = os.environ.get(name, otherwise)
    if value not in among:
        raise SettingRefused("not_a_word", name=name, value=value, among=", ".join(among))
    return value


def flag(name: str, *, otherwise: bool) -> bool:
    """Read yes or no."""
    return choice(name, among=("yes", "no"), otherwise="yes" if otherwise else "no") == "yes"


def no_stray_settings(*, mode: str) -> None:
    """Refuse a name of ours that production does not know: a typing error that would be obeyed by nobody."""
    if mode != "production":
        return
    for name in sorted(os.environ):
        if name.startswith("ESTANCIA_") and name not in KNOWN:
            near = difflib.get_close_matches(name, KNOWN, n=1, cutoff=0.0)[0]
            raise SettingRefused("unknown_setting", name=name, near=near)
    if os.environ.get("ESTANCIA_CLOCK"):
        raise SettingRefused("clock_outside_demo")


def home(name: str, *, mode: str) -> Path:
    """Read the folder that holds the database file and keys; `var` in the working folder when unset.

    In production one that is given begins at the root: the server and a command started elsewhere mean the same folder.
    """
    given = Path(os.environ.get(name) or "var")
    if mode == "production" and os.environ.get(name) and not given.is_absolute():
        raise SettingRefused("home_relative", name=name)
    folder = given.absolute()
    if folder.exists() and not folder.is_dir():
        raise SettingRefused("home_is_a_file")
    return folder


def second_factor(name: str, *, mode: str) -> bool:
    """Read whether staff must show a second factor; production may not say no."""
    required = flag(name, otherwise=mode == "production")
    if mode == "production" and not required:
        raise SettingRefused("second_factor", name=name)
    return required


def hosts(name: str, *, mode: str) -> list[str]:
    """Read the names this installation answers to, separated by commas; production must be given its own."""
    own_machine = ["127.0.0.1", "localhost", "[::1]"]
    given = [host.strip() for host in os.environ.get(name, "").split(",") if host.strip()]
    if mode == "production" and not given:
        raise SettingRefused("hosts_missing", name=name)
    for host in given:
        if not _HOST.fullmatch(host):
            raise SettingRefused("hosts_wrong", name=name, value=host)
    return given or ([*own_machine, "testserver"] if mode == "test" else own_machine)


def secret_key(*, mode: str, home: Path) -> str:
    """Read the session secret; the demo makes its own, production must be given one that nobody guesses."""
    given = os.environ.get("ESTANCIA_SECRET_KEY", "")
    if mode == "production":
        if not given:
            raise SettingRefused("secret_missing")
        if len(given) < _SECRET_SIGNS or len(set(given)) < _SECRET_KINDS:
            raise SettingRefused("secret_weak")
        if any(sign.isspace() for sign in given):
            raise SettingRefused("secret_of_words")
    return given or _own_secret(home / "secret")


def database(name: str, *, home: Path, mode: str) -> dict[str, object]:
    """Read `sqlite:///path` or `postgresql://user:password@host:port/name`; a SQLite file in home when unset.

    What is refused is never repeated whole, for the address holds a password.
    """
    try:
        url = urlsplit(os.environ.get(name) or f"sqlite:///{home / 'estancia.sqlite3'}")
        port = url.port
    except ValueError:
        raise SettingRefused("url_unreadable", name=name) from None
    if url.scheme not in ("sqlite", "postgresql", "postgres"):
        raise SettingRefused("url_scheme", name=name, scheme=url.scheme)
    if not url.path.strip("/"):
        raise SettingRefused("url_without_name", name=name)
    if url.scheme == "sqlite":
        return sqlite(url.path[1:] if url.path.startswith("//") else url.path)
    return postgresql(url, port=port, options=_options(name, url=url, mode=mode))


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


def postgresql(url: SplitResult, *, port: int | None, options: dict[str, str]) -> dict[str, object]:
    """Say a PostgreSQL connection as Django wants it; a `?host=` query names a socket folder."""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.strip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": options.get("host", url.hostname or ""),
        "PORT": str(port or ""),
        "CONN_MAX_AGE": 60,
        "OPTIONS": {"prepare_threshold": 5} | {name: value for name, value in options.items() if name != "host"},
    }


def _options(name: str, *, url: SplitResult, mode: str) -> dict[str, str]:
    """Read what follows the question mark; production proves who answers before it speaks across a network."""
    options = dict(parse_qsl(url.query, keep_blank_values=True))
    known = ("host", *_LIBPQ)
    for option in options:
        if option not in known:
            raise SettingRefused("url_option", name=name, option=option, among=", ".join(known))
    where = options.get("host", url.hostname or "")
    near = where in _HERE or where.startswith("/")
    if mode == "production" and not near and options.get("sslmode") != "verify-full":
        raise SettingRefused("url_in_clear", name=name)
    return options


def _own_secret(kept: Path) -> str:
    try:
        if kept.exists():
            return kept.read_text()
        made = secrets.token_urlsafe(48)
        if kept.parent.exists():
            kept.write_text(made)
            kept.chmod(0o600)
    except OSError:
        raise SettingRefused("secret_unreadable") from None
    return made
