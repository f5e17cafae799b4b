"""Addresses of this room."""

from django.urls import path

from estancia.web.services.answering import (
    acknowledge_page,
    answer_complaint_page,
    complaint,
    complaints,
    pass_on_page,
)
from estancia.web.services.complaining import complain, complaint_left, complaint_received
from estancia.web.services.receipts import complaint_answer, complaint_receipt, complaint_withdraw
from estancia.web.services.rights import rights

urlpatterns = [
    path("rights/", rights, name="rights"),
    path("complain/", complain, name="complain"),
    path("complain/left/<str:ticket>/", complaint_left, name="complaint_left"),
    path("complain/received/<str:ticket>/", complaint_received, name="complaint_received"),
    path("complain/answer/", complaint_answer, name="complaint_answer"),
    path("complain/withdraw/", complaint_withdraw, name="complaint_withdraw"),
    path("complain/receipt/", complaint_receipt, name="complaint_receipt"),
    path("complaints/", complaints, name="complaints"),
    path("complaints/<slug:reference>/", complaint, name="complaint"),
    path("complaints/<slug:reference>/acknowledge/", acknowledge_page, name="acknowledge_complaint"),
    path("complaints/<slug:reference>/answer/", answer_complaint_page, name="answer_complaint"),
    path("complaints/<slug:reference>/pass-on/", pass_on_page, name="pass_on_complaint"),
]
