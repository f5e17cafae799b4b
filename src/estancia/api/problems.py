"""Problems (RFC 9457): what went wrong, in both languages, with nothing of anybody in it."""

import json
import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError

from estancia.api.keeper import ApiDoorClosed
from estancia.casework.access import NotYours
from estancia.wording import ForPeople, Sentence

STATUS = {NotYours: 404, ApiDoorClosed: 403}
SIGN_IN = Sentence(
    es="Falta ingresar, o elegir un propósito. No se abrió nada. Ingrese en las páginas y repita la consulta.",
    en="Nobody is signed in, or no purpose was chosen. Nothing was opened. Sign in on the pages and ask again.",
)
NOT_HERE = Sentence(
    es="No hay nada en esta dirección. Revise la dirección en la descripción de la interfaz.",
    en="There is nothing at this address. Check the address in the description of the interface.",
)
NOT_UNDERSTOOD = Sentence(
    es="No se entendió lo enviado. No se guardó nada. Corrija los campos indicados y repita.",
    en="What was sent was not understood. Nothing was kept. Mend the fields named and try again.",
)


def answer(
    *, status: int, kind: str, said: Sentence, language: str = "es", fields: tuple[str, ...] = ()
) -> HttpResponse:
    """Write a problem: type, title and status, the sentence in both languages, and the fields it concerns."""
    body: dict[str, object] = {
        "type": f"urn:estancia:problem:{kind}",
        "title": said.in_language(language).split(". ")[0].rstrip(".") + ".",
        "status": status,
        "detail": said.in_language(language),
        "es": said.es,
        "en": said.en,
    }
    if fields:
        body["fields"] = list(fields)
    text = json.dumps(body, ensure_ascii=False)
    return HttpResponse(text, status=status, content_type="application/problem+json")


def hang_on(*, api: NinjaAPI) -> None:
    """Make every error of the interface a problem."""
    api.add_exception_handler(ForPeople, _said)
    api.add_exception_handler(AuthenticationError, _sign_in)
    api.add_exception_handler(ValidationError, _not_understood)
    api.add_exception_handler(Http404, _not_here)


def _said(request: HttpRequest, error: Any) -> HttpResponse:
    status = STATUS.get(type(error), 409)
    return answer(status=status, kind=_kind(error), said=error.said, language=_language(request))


def _sign_in(request: HttpRequest, error: Any) -> HttpResponse:  # noqa: ARG001
    return answer(status=401, kind="sign-in", said=SIGN_IN, language=_language(request))


def _not_here(request: HttpRequest, error: Any) -> HttpResponse:  # noqa: ARG001
    return answer(status=404, kind="not-here", said=NOT_HERE, language=_language(request))


def _not_understood(request: HttpRequest, error: Any) -> HttpResponse:
    named = tuple(".".join(str(part) for part in one["loc"]) for one in error.errors)
    return answer(status=422, kind="not-understood", said=NOT_UNDERSTOOD, language=_language(request), fields=named)


def _kind(error: ForPeople) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", type(error).__name__).lower()


def _language(request: HttpRequest) -> str:
    return getattr(request, "LANGUAGE_CODE", "es")
