"""Addresses of this room."""

from django.urls import path

from estancia.web.people.views import family, looked, person
from estancia.web.people.why import why

urlpatterns = [
    path("people/<slug:reference>/", person, name="person"),
    path("people/<slug:reference>/why/", why, name="why"),
    path("people/<slug:reference>/looked/", looked, name="audit"),
    path("families/<slug:reference>/", family, name="family"),
]
