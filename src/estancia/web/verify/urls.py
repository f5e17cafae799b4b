"""Addresses of checking papers."""

from django.urls import path

from estancia.web.verify.views import verify, verify_bundle

urlpatterns = [
    path("verify/", verify, name="verify"),
    path("verify/bundle.json", verify_bundle, name="verify_bundle"),
]
