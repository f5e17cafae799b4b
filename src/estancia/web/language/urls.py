"""The language switch."""

from django.urls import path

from estancia.web.language.views import change_language

urlpatterns = [path("language/", change_language, name="language")]
