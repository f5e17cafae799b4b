"""The WSGI application, for granian; it starts only where the promises of `config.checks` hold."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "estancia.config.settings")
application = get_wsgi_application()

from estancia.config.checks import stop_unless_fit  # noqa: E402  (Django must be set up first)

stop_unless_fit()
