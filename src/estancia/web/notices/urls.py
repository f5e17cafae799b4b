"""Addresses of this room."""

from django.urls import path

from estancia.web.notices.alarms import alarm, alarms, answer_alarm_page
from estancia.web.notices.kept import (
    ask_for_paper_page,
    kept_paper,
    kept_papers,
    print_receipt,
    record_kept_paper_page,
    return_paper_page,
)
from estancia.web.notices.writing import check, record_claim_page, record_court_page, record_notice_page

urlpatterns = [
    path("people/<slug:reference>/notice/", check, name="notice_check"),
    path("people/<slug:reference>/notice/write/", record_notice_page, name="record_notice"),
    path("people/<slug:reference>/hearing/write/", record_claim_page, name="record_claim"),
    path("people/<slug:reference>/court-record/write/", record_court_page, name="record_court"),
    path("people/<slug:reference>/kept-papers/write/", record_kept_paper_page, name="record_kept_paper"),
    path("alarms/", alarms, name="alarms"),
    path("alarms/<slug:reference>/", alarm, name="alarm"),
    path("alarms/<slug:reference>/answer/", answer_alarm_page, name="answer_alarm"),
    path("kept-papers/", kept_papers, name="kept_papers"),
    path("kept-papers/<slug:reference>/", kept_paper, name="kept_paper"),
    path("kept-papers/<slug:reference>/ask/", ask_for_paper_page, name="ask_for_paper"),
    path("kept-papers/<slug:reference>/returned/", return_paper_page, name="return_paper"),
    path("kept-papers/<slug:reference>/receipt/<slug:language>/<slug:size>.pdf", print_receipt, name="kept_receipt"),
]
