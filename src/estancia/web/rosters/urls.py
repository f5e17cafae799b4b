"""Addresses of this room."""

from django.urls import path

from estancia.web.rosters.deeds import accept, commit, drop, upload
from estancia.web.rosters.proposed import hear, proposed
from estancia.web.rosters.views import columns, orders, roster, rosters

urlpatterns = [
    path("rosters/", rosters, name="rosters"),
    path("rosters/upload/", upload, name="roster_upload"),
    path("rosters/not-admitted/", proposed, name="roster_proposed"),
    path("rosters/<slug:reference>/", roster, name="roster"),
    path("rosters/<slug:reference>/columns/", columns, name="roster_columns"),
    path("rosters/<slug:reference>/order/", orders, name="roster_orders"),
    path("rosters/<slug:reference>/accept/", accept, name="roster_accept"),
    path("rosters/<slug:reference>/keep/", commit, name="roster_commit"),
    path("rosters/<slug:reference>/drop/", drop, name="roster_drop"),
    path("rosters/<slug:reference>/rows/<int:number>/hear/", hear, name="roster_hear"),
]
