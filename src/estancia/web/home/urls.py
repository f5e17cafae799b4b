"""The front door."""

from django.urls import path

from estancia.web.home.views import alive, home

urlpatterns = [path("", home, name="home"), path("alive/", alive, name="alive")]
