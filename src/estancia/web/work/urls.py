"""Addresses of this room."""

from django.urls import path

from estancia.web.work.requests import requests, sheet
from estancia.web.work.saved import change_saved, saved
from estancia.web.work.views import search, work

urlpatterns = [
    path("my-work/", work, name="work"),
    path("search/", search, name="search"),
    path("requests/", requests, name="requests"),
    path("requests/sheet/", sheet, name="requests_sheet"),
    path("my-work/saved/<slug:listed>/", saved, name="saved"),
    path("my-work/saved/<slug:listed>/change/", change_saved, name="change_saved"),
]
