"""Addresses of this room."""

from django.urls import path

from estancia.web.places.views import location, report_security_page, set_places_page

urlpatterns = [
    path("places/<slug:key>/", location, name="location"),
    path("places/<slug:key>/places/", set_places_page, name="set_places"),
    path("places/<slug:key>/security/", report_security_page, name="report_security"),
]
