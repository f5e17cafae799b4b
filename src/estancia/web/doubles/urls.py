"""Addresses of this room."""

from django.urls import path

from estancia.web.doubles.merging import ask, confirm, merge, merges, refuse, undo
from estancia.web.doubles.rows import row_apart
from estancia.web.doubles.views import apart_for_ever, compare_files, doubles

urlpatterns = [
    path("people/<slug:reference>/doubles/", doubles, name="doubles"),
    path("people/<slug:reference>/doubles/<slug:other>/", compare_files, name="compare"),
    path("people/<slug:reference>/doubles/<slug:other>/apart/", apart_for_ever, name="keep_apart"),
    path("people/<slug:reference>/doubles/<slug:other>/join/", ask, name="ask_merge"),
    path("rosters/<slug:reference>/rows/<int:number>/apart/", row_apart, name="roster_row_apart"),
    path("merges/", merges, name="merges"),
    path("merges/<slug:reference>/", merge, name="merge"),
    path("merges/<slug:reference>/confirm/", confirm, name="confirm_merge"),
    path("merges/<slug:reference>/refuse/", refuse, name="refuse_merge"),
    path("merges/<slug:reference>/undo/", undo, name="undo_merge"),
]
