"""The world every casework test stands in."""

from datetime import datetime
from typing import Any

import pytest


@pytest.fixture
def world(database: str, now: datetime) -> Any:
    """Two ports, their bodies and their staff, on 2 October 2019."""
    from tests.integration.casework import world as worlds  # the tables are not ready when this file is read

    return worlds.found(now=now)
