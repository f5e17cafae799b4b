"""Addresses of this room."""

from django.urls import path

from estancia.web.crossings.gate import cross_page, crossings_page, undo_page
from estancia.web.crossings.paper import paper_page, type_paper_page

urlpatterns = [
    path("crossings/", crossings_page, name="crossings"),
    path("crossings/write/", cross_page, name="cross"),
    path("crossings/undo/", undo_page, name="undo_crossing"),
    path("crossings/paper/", paper_page, name="crossing_paper"),
    path("crossings/paper/type/", type_paper_page, name="type_paper"),
]
