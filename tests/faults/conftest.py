"""Which faults belong to one database alone."""

from django.conf import settings

# On SQLite the database is whoever writes: `test_kills` kills that one, and there is no server to crash.
collect_ignore = [] if "postgresql" in settings.DATABASES["default"]["ENGINE"] else ["test_database_crashes.py"]
