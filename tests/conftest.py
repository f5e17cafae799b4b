"""What every test stands on: its own home folder, the database named by the environment, a still clock, one seed."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings

HERE = Path(__file__).parent

if "PYTEST_XDIST_WORKER" not in os.environ:
    # Before Django reads its settings. The workers of a parallel run inherit this folder; nobody touches `var`.
    os.environ["ESTANCIA_HOME"] = tempfile.mkdtemp(prefix="estancia-tests-")
    atexit.register(shutil.rmtree, os.environ["ESTANCIA_HOME"], ignore_errors=True)
os.environ["ESTANCIA_MODE"] = "test"
os.environ["DJANGO_SETTINGS_MODULE"] = "estancia.config.settings"

hypothesis_settings.register_profile("dev", max_examples=50, derandomize=True, database=None, deadline=None)
hypothesis_settings.register_profile("ci", max_examples=300, derandomize=True, database=None, deadline=None)
hypothesis_settings.load_profile("ci" if os.environ.get("CI") == "true" else "dev")


def pytest_configure(config: pytest.Config) -> None:
    """Start Django on a database file: an in-memory one has no WAL and lets no second worker in."""
    import django
    from django.conf import settings

    default = settings.DATABASES["default"]
    if default["ENGINE"].endswith("sqlite3"):
        default.setdefault("TEST", {})["NAME"] = os.path.join(os.environ["ESTANCIA_HOME"], "tests.sqlite3")
    django.setup()


@pytest.fixture(scope="session", autouse=True)
def between_tests() -> Iterator[None]:
    """Let the emptying of the database after a test with real transactions pass the tables that only grow.

    Only that emptying: while a test runs, the database refuses as it does in service. The tail of the audit chain,
    which a migration puts, is put back.
    """
    from django.core.management.commands.flush import Command

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Command, "handle", emptying(Command.handle))
        yield


def emptying(flush: Callable[..., None]) -> Callable[..., None]:
    """Wrap Django's flush: open the tables that only grow, empty, close them, put the chain's tail back."""

    def handle(self: object, **options: object) -> None:
        from django.db import connection

        from estancia.records.append_only import changes_allowed
        from estancia.records.models import AuditTail

        with changes_allowed(connection=connection):
            flush(self, **options)
        AuditTail.objects.get_or_create(pk=1, defaults={"seq": 0, "digest": bytes(32)})

    return handle


@pytest.fixture
def now() -> datetime:
    """A still clock: Wednesday 2 October 2019, 08:30 in Tijuana."""
    return datetime(2019, 10, 2, 15, 30, tzinfo=UTC)


@pytest.fixture
def database(db: None) -> str:
    """The database under test by name, `sqlite` or `postgresql`, chosen by ESTANCIA_DATABASE_URL."""
    from django.db import connection

    return connection.vendor


@pytest.fixture(scope="session")
def pictures() -> Path:
    """The folder where browser tests leave a picture of each page; git does not keep it."""
    folder = HERE / "pictures"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Debian's Chromium, as ESTANCIA_CHROMIUM or the PATH names it; without it the test is skipped, loudly."""
    found = os.environ.get("ESTANCIA_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        pytest.skip("no Chromium on this machine")
    return found
