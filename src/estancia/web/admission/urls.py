"""Addresses of this room."""

from django.urls import path

from estancia.web.admission.deeds import ask_asylum, ask_review_page, redetermine_page, withdraw_page
from estancia.web.admission.views import decide, decided, decision

urlpatterns = [
    path("requests/<slug:reference>/", decision, name="decision"),
    path("requests/<slug:reference>/decide/", decide, name="decide"),
    path("requests/<slug:reference>/decided/", decided, name="decided"),
    path("requests/<slug:reference>/ask-the-rules-again/", redetermine_page, name="redetermine"),
    path("requests/<slug:reference>/withdraw/", withdraw_page, name="withdraw"),
    path("requests/<slug:reference>/review/", ask_review_page, name="ask_review"),
    path("people/<slug:reference>/asylum/", ask_asylum, name="ask_asylum"),
]
