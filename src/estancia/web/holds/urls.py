"""Addresses of this room."""

from django.urls import path

from estancia.web.holds.pressing import press_hold_page
from estancia.web.holds.reviews import answer_review_page, review, reviews
from estancia.web.holds.views import answer_hold_page, hold, holds

urlpatterns = [
    path("holds/", holds, name="holds"),
    path("holds/<slug:reference>/", hold, name="hold"),
    path("holds/<slug:reference>/answer/", answer_hold_page, name="answer_hold"),
    path("holds/<slug:reference>/press/", press_hold_page, name="press_hold"),
    path("reviews/", reviews, name="reviews"),
    path("reviews/<slug:reference>/", review, name="review"),
    path("reviews/<slug:reference>/answer/", answer_review_page, name="answer_review"),
]
