"""Names the records for Django."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """The tables of the house."""

    name = "estancia.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"
