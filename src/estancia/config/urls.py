"""Where every door stands."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("estancia.web.urls")),
    path("", include("estancia.api.urls")),
]

handler400 = "estancia.web.errors.not_understood"
handler403 = "estancia.web.errors.not_open"
handler404 = "estancia.web.errors.not_here"
handler429 = "estancia.web.errors.too_often"
handler500 = "estancia.web.errors.our_fault"
