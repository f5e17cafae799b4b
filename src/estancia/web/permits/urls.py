"""Addresses of this room."""

from django.urls import path

from estancia.web.permits.views import file_permit_page, permit_act, permit_letter, permits, permits_due_page

urlpatterns = [
    path("people/<slug:reference>/permits/", permits, name="permits"),
    path("people/<slug:reference>/permits/<slug:kind>/", file_permit_page, name="file_permit"),
    path("permits/", permits_due_page, name="permits_due"),
    path("permits/<slug:reference>/letter/", permit_letter, name="permit_letter"),
    path("permits/<slug:reference>/<slug:act>/", permit_act, name="permit_act"),
]
