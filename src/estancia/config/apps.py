"""Names the configuration for Django, so that its checks are asked at start."""

from django.apps import AppConfig


class HouseConfig(AppConfig):
    """How this installation is set up, and whether it may start so."""

    name = "estancia.config"
    label = "house"

    def ready(self) -> None:
        """Register the checks of `config.checks`."""
        from estancia.config import checks  # noqa: F401
