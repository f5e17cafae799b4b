"""Addresses of this room."""

from django.urls import path

from estancia.web.work.requests import requests
from estancia.web.work.views import search, work

urlpatterns = [
    path("my-work/", work, name="work"),
    path("search/", search, name="search"),
    path("requests/", requests, name="requests"),
]
