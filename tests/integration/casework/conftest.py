"""The world every casework test stands in."""

from datetime import datetime
from typing import Any

import pytest
from django.conf import settings

# SQLite keeps no plans that can be asked for: its driver keeps its statements by itself.
collect_ignore = [] if "postgresql" in settings.DATABASES["default"]["ENGINE"] else ["test_kept_plans.py"]


@pytest.fixture
def world(database: str, now: datetime) -> Any:
    """Two ports, their bodies and their staff, on 2 October 2019."""
    from tests.integration.casework import world as worlds  # the tables are not ready when this file is read

    return worlds.found(now=now)
