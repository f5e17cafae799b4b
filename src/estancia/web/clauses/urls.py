"""Addresses of this room."""

from django.urls import path

from estancia.web.clauses.views import clauses

urlpatterns = [path("clauses/", clauses, name="clauses")]
