"""Addresses of checking papers."""

from django.urls import path

from estancia.web.verify.views import verify, verify_bundle, verify_manifest, verify_phone, verify_worker

urlpatterns = [
    path("verify/", verify, name="verify"),
    path("verify/bundle.json", verify_bundle, name="verify_bundle"),
    path("verify/worker.js", verify_worker, name="verify_worker"),
    path("verify/phone/<slug:language>/", verify_phone, name="verify_phone"),
    path("verify/phone/<slug:language>/manifest.json", verify_manifest, name="verify_manifest"),
]
