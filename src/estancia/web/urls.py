"""Where the pages stand: each room brings its own addresses; names are fixed, for the access matrix uses them."""

from django.urls import URLPattern, URLResolver, include, path

ROOMS = (
    "home",
    "clauses",
    "verify",
    "signing_in",
    "language",
    "work",
    "intake",
    "admission",
    "people",
    "doubles",
    "holds",
    "places",
    "protection",
    "stay",
    "crossings",
    "notices",
    "record",
    "rosters",
    "services",
    "permits",
)

urlpatterns: list[URLPattern | URLResolver] = [path("", include(f"estancia.web.{room}.urls")) for room in ROOMS]
