"""What every page of the demo says: that nobody is real, and where its clock stands."""

from django.conf import settings
from django.http import HttpRequest

from estancia.places import say_when
from estancia.web.saying import reader_language

JUAREZ = "08037"


def demo_clock(request: HttpRequest) -> dict[str, str]:
    """Say the house clock at the place of whoever asks (Ciudad Juárez for the public); nothing outside the demo."""
    if not settings.CLOCK_IS_OURS():
        return {}
    actor = getattr(request, "actor", None)
    place = (actor and actor.location) or JUAREZ
    return {"demo_clock": say_when(at=settings.CLOCK(), key=place, language=reader_language())}
