"""The addresses of version 1. Every answer is a frozen view as casework hands it out: no page sees more, none less."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.http import HttpRequest
from ninja import Body, NinjaAPI, Schema

from estancia.admission import PRIVATE_PATHS, OpenView, determine_open, facts_from_json, open_view
from estancia.api.keeper import Keeper
from estancia.api.problems import hang_on
from estancia.api.writing import Writer
from estancia.casework.access import Actor
from estancia.casework.holds import hold_list
from estancia.casework.people import person_file, request_file, why_on
from estancia.casework.places import location_board
from estancia.casework.verifying import verify_typed
from estancia.casework.views.holds import HoldList
from estancia.casework.views.people import PersonView, RequestView, WhyView
from estancia.casework.views.places import LocationView
from estancia.casework.views.stay import Verification
from estancia.wording import ForPeople, Sentence

api = NinjaAPI(
    title="Estancia",
    version="1",
    description="The reserved views of the pages, as JSON. Sentences come in Spanish and English.",
    docs_url=None,
    openapi_url=None,
    renderer=Writer(),
)
hang_on(api=api)


class SealedElsewhere(ForPeople):
    """A private answer was sent where it would be read in clear."""

    sentence: ClassVar[Sentence] = Sentence(
        es="Una respuesta privada no se envía por aquí: se da en privado y se sella. No se guardó nada. Quite ese dato"
        " y pregúntelo en la parte privada de la entrevista.",
        en="A private answer is not sent this way: it is given in private and sealed. Nothing was kept. Leave that"
        " fact out and ask it in the private part of the intake.",
    )


class KeptRequest(HttpRequest):
    """A request its keeper let through."""

    auth: Actor


class TypedCode(Schema):
    """What is read or typed from a card."""

    code: str


@api.get("/requests/{reference}", response=RequestView, url_name="api_request", auth=Keeper(route="api_request"))
def request_answer(request: KeptRequest, reference: str) -> RequestView:
    """Give a family's request with the reserved view of what the rules say so far."""
    return request_file(reference=reference, by=request.auth, now=settings.CLOCK())


@api.get("/people/{reference}", response=PersonView, url_name="api_person", auth=Keeper(route="api_person"))
def person_answer(request: KeptRequest, reference: str) -> PersonView:
    """Give a person's file, as far as the reader holds it."""
    return person_file(reference=reference, by=request.auth, now=settings.CLOCK())


@api.get("/people/{reference}/why", response=WhyView, url_name="api_why", auth=Keeper(route="api_why"))
def why_answer(request: KeptRequest, reference: str, on: date) -> WhyView:
    """Give what the rules of a day say of the same clear facts."""
    return why_on(reference=reference, on=on, by=request.auth, now=settings.CLOCK())


@api.get("/holds", response=HoldList, url_name="api_holds", auth=Keeper(route="api_holds"))
def holds_answer(
    request: KeptRequest, kind: str = "", mine: str = "", location: str = "", due: str = "", after: str = ""
) -> HoldList:
    """List the open holds within the reader's reach, a page at a time.

    `kind` (protection, wait), `mine` (yes), `location` and `due` (overdue, today, tomorrow, later) narrow; `after`,
    as the answer before gave it, goes on.
    """
    asked = {"kind": kind, "mine": mine, "location": location, "due": due, "after": after}
    return hold_list(by=request.auth, now=settings.CLOCK(), filter=asked)


@api.get("/locations/{key}", response=LocationView, url_name="api_location", auth=Keeper(route="api_location"))
def location_answer(request: KeptRequest, key: str) -> LocationView:
    """Give the board of one location on its own clock."""
    return location_board(key=key, by=request.auth, now=settings.CLOCK())


@api.post("/determine", response=OpenView, url_name="api_determine", auth=Keeper(route="api_determine"))
def determine_answer(request: HttpRequest, facts: Body[dict[str, Any]]) -> OpenView:  # noqa: ARG001
    """Ask the rules of a day about clear facts, as `estancia determine` takes them; private answers are refused."""
    if _private(facts):
        raise SealedElsewhere
    said, held = determine_open(facts=facts_from_json(facts), protection_open=False)
    return open_view(determination=said, protection_hold=held)


@api.post("/verify", response=Verification, url_name="api_verify", auth=None)
def verify_answer(request: HttpRequest, typed: TypedCode) -> Verification:  # noqa: ARG001
    """Say one word of a card, for anyone; no trace is kept of the question."""
    return verify_typed(text=typed.code, now=settings.CLOCK())


def _private(facts: Mapping[str, Any]) -> bool:
    """Whether any private answer stands among the facts."""
    person = facts.get("person")
    named = person if isinstance(person, Mapping) else {}
    return any(f"person.{name}" in PRIVATE_PATHS for name, value in named.items() if value is not None)
