"""Addresses of this room. The fixed words stand before the open ones, so that no step can hide them."""

from django.urls import path

from estancia.web.intake.card import card
from estancia.web.intake.doubles import alike, apart, compare
from estancia.web.intake.ending import check, done
from estancia.web.intake.private import again, private
from estancia.web.intake.views import member_step, start, step

urlpatterns = [
    path("intake/", start, name="intake_start"),
    path("intake/<slug:reference>/check/", check, name="intake_check"),
    path("intake/<slug:reference>/done/", done, name="intake_done"),
    path("intake/<slug:reference>/doubles/<int:member>/", alike, name="intake_doubles"),
    path("intake/<slug:reference>/doubles/<int:member>/apart/", apart, name="intake_apart"),
    path("intake/<slug:reference>/doubles/<int:member>/<slug:other>/", compare, name="intake_compare"),
    path("intake/<slug:reference>/private/<int:member>/card/", card, name="intake_card"),
    path("intake/<slug:reference>/private/<int:member>/again/", again, name="intake_private_again"),
    path("intake/<slug:reference>/private/<int:member>/<slug:slug>/", private, name="intake_private"),
    path("intake/<slug:reference>/<slug:slug>/", step, name="intake_step"),
    path("intake/<slug:reference>/<slug:slug>/<int:member>/", member_step, name="intake_member_step"),
]
