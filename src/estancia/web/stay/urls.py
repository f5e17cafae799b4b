"""Addresses of this room."""

from django.urls import path

from estancia.web.stay.views import print_paper

urlpatterns = [
    path("papers/<slug:request_reference>/<slug:kind>/<slug:language>/<slug:size>.pdf", print_paper, name="paper"),
]
