"""The front door."""

from django.urls import path

from estancia.web.home.views import accessibility, alive, home, privacy

urlpatterns = [
    path("", home, name="home"),
    path("privacy/", privacy, name="privacy"),
    path("accessibility/", accessibility, name="accessibility"),
    path("alive/", alive, name="alive"),
]
