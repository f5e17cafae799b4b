"""Addresses of this room."""

from django.urls import path

from estancia.web.crossings.asked import stay_asks_page
from estancia.web.crossings.ending import end_stay_page, take_back_end_page
from estancia.web.crossings.expected import chosen_contact_page, expected_back_page, expected_return_page
from estancia.web.crossings.gate import cross_page, crossings_page, undo_page
from estancia.web.crossings.paper import paper_page, type_paper_page
from estancia.web.crossings.renewing import renewal_view, renewals_page

urlpatterns = [
    path("crossings/", crossings_page, name="crossings"),
    path("crossings/write/", cross_page, name="cross"),
    path("crossings/undo/", undo_page, name="undo_crossing"),
    path("crossings/paper/", paper_page, name="crossing_paper"),
    path("crossings/paper/type/", type_paper_page, name="type_paper"),
    path("expected-back/", expected_back_page, name="expected_back"),
    path("expected-back/<slug:reference>/", expected_return_page, name="expected_return"),
    path("people/<slug:reference>/contact/", chosen_contact_page, name="chosen_contact"),
    path("renewals/", renewals_page, name="renewals"),
    path("people/<slug:reference>/renewal/", renewal_view, name="renewal"),
    path("people/<slug:reference>/end-of-stay/", end_stay_page, name="end_stay"),
    path("people/<slug:reference>/end-of-stay/undo/", take_back_end_page, name="take_back_end"),
    path("what-the-stay-asks/", stay_asks_page, name="stay_asks"),
]
