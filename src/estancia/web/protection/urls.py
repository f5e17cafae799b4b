"""Addresses of this room."""

from django.urls import path

from estancia.web.protection.views import lock_page, notices, sealed, unlock_page

urlpatterns = [
    path("unlock/", unlock_page, name="unlock"),
    path("lock/", lock_page, name="lock"),
    path("people/<slug:reference>/sealed/", sealed, name="sealed"),
    path("notices/", notices, name="sealed_notices"),
]
