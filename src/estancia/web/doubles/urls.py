"""Addresses of this room."""

from django.urls import path

from estancia.web.doubles.views import compare_files, doubles

urlpatterns = [
    path("people/<slug:reference>/doubles/", doubles, name="doubles"),
    path("people/<slug:reference>/doubles/<slug:other>/", compare_files, name="compare"),
]
