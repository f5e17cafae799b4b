"""The world behind the pages: two ports, their staff, a still clock, and a browser without scripts for each actor."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, override_settings

from tests.integration.web.window import Window


@pytest.fixture
def world(database: str, now: datetime, tmp_path: Path) -> Iterator[Any]:
    """Two ports, their bodies, their staff and a signing key, with the house clock stopped on 2 October 2019."""
    from estancia.casework.keys import rotate_key
    from tests.integration.casework import world as worlds  # the tables are not ready when this file is read

    with override_settings(CLOCK=lambda: now, KEYS_FOLDER=tmp_path / "keys"):
        founded = worlds.found(now=now)
        rotate_key(by=founded.administrator, now=now - timedelta(days=1))
        yield founded


@pytest.fixture
def at() -> Callable[..., Window]:
    """Give the window of an actor: signed in, with their purpose, in the language their cookie names."""

    def window(actor: Any, language: str = "es") -> Window:
        from django.contrib.auth import get_user_model

        client = Client()
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        if actor is not None:
            client.force_login(get_user_model().objects.get(pk=actor.user_id))
            session = client.session
            session["purpose"], session["reference"] = actor.purpose.value, actor.session
            session.save()
        return Window(client=client, language=language)

    return window
