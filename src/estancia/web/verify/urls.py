"""Addresses of this room."""

from django.urls import path

from estancia.web.verify.views import verify

urlpatterns = [path("verify/", verify, name="verify")]
