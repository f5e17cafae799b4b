"""Addresses of this room."""

from django.urls import path

from estancia.web.stay.taking_back import ask_revocation_page, confirm_revocation_page
from estancia.web.stay.views import print_paper

urlpatterns = [
    path("papers/<slug:request_reference>/<slug:kind>/<slug:language>/<slug:size>.pdf", print_paper, name="paper"),
    path("cards/<str:number>/take-back/", ask_revocation_page, name="ask_revocation"),
    path("cards/<str:number>/take-back/confirm/", confirm_revocation_page, name="confirm_revocation"),
]
