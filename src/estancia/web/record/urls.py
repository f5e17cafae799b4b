"""Addresses of this room."""

from django.urls import path

from estancia.web.record.views import integrity_page, keys_page

urlpatterns = [path("integrity/", integrity_page, name="integrity"), path("keys/", keys_page, name="keys")]
