"""What granian serves while it is killed: the house as installed, on the database and the clock of the test."""

import os
from datetime import datetime

from django.conf import settings

settings.DATABASES["default"]["NAME"] = os.environ["ESTANCIA_TESTED_DATABASE"]
settings.CLOCK = lambda: datetime.fromisoformat(os.environ["ESTANCIA_TESTED_NOW"])
settings.ALLOWED_HOSTS = ["127.0.0.1"]

from estancia.config.wsgi import application  # noqa: E402  (as in service, once the settings above stand)

__all__ = ["application"]
