"""Addresses of the machine interface: each view carries the name its keeper stands under in the access matrix."""

from typing import cast

from django.http import HttpRequest, JsonResponse
from django.urls import URLPattern, include, path
from django.views.decorators.http import require_safe

from estancia.api.answers import api

PREFIX = "/api/v1/"


@require_safe
def description(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """Describe the interface in OpenAPI, for anyone."""
    return JsonResponse(api.get_openapi_schema(path_prefix=PREFIX))


def kept_views() -> list[URLPattern]:
    """Give every address of the interface, its view marked with the route its keeper asks the matrix about."""
    addresses = cast(list[URLPattern], api.urls[0])
    patterns = [pattern for pattern in addresses if pattern.name != "api-root"]
    patterns.append(path("openapi.json", description, name="api_description"))
    for pattern in patterns:
        setattr(pattern.callback, "route", pattern.name)  # noqa: B010  (a mark on the view, as `@door` leaves)
    return patterns


urlpatterns = [path(PREFIX.lstrip("/"), include(kept_views()))]
