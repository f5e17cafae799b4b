"""The machine interface: the same reserved views, problems in both languages, and a description of itself."""

import json
from typing import Any

import pytest

from tests.integration.web.window import ADULT, hand_in
from tests.people import marisol

pytestmark = pytest.mark.django_db

PRIVATE = ("fear", "child_alone", "pregnan", "lgbt", "disab")


@pytest.fixture
def request_of_one_who_fears(world: Any, at: Any) -> str:
    """A family whose protection question is open."""
    return hand_in(at(world.desk), private={(1, "fear_of_mexico"): "yes"})[1]


def get(window: Any, address: str) -> tuple[int, dict[str, Any]]:
    response = window.client.get(address)
    return response.status_code, response.json()


def test_the_request_says_protection_hold_and_nothing_more(world, at, request_of_one_who_fears) -> None:
    status, body = get(at(world.desk), f"/api/v1/requests/{request_of_one_who_fears}")
    assert (status, body["protection_hold"], body["family_outcome"]) == (200, True, "hold")
    assert [word for word in PRIVATE if word in json.dumps(body)] == []
    assert body["members"][0]["name"] == ADULT["name"]


def test_a_person_and_the_rules_of_another_day_are_given_as_json(world, at, request_of_one_who_fears) -> None:
    desk = at(world.desk)
    _, body = get(desk, f"/api/v1/requests/{request_of_one_who_fears}")
    person = body["members"][0]["reference"]
    assert get(desk, f"/api/v1/people/{person}")[1]["reference"] == person
    status, why = get(desk, f"/api/v1/people/{person}/why?on=2021-03-15")
    assert (status, why["on"], why["determination"]["outcome"]) == (200, "2021-03-15", "hold")


def test_the_stranger_hears_what_is_heard_of_nothing_at_all(world, at, request_of_one_who_fears) -> None:
    other = at(world.other_desk)
    refused = get(other, f"/api/v1/requests/{request_of_one_who_fears}")
    assert refused == get(other, "/api/v1/requests/NONE0000")
    assert refused[0] == 404
    assert {"type", "title", "status", "detail", "es", "en"} <= set(refused[1])


def test_a_role_the_address_is_not_for_is_refused_with_a_problem(world, at, request_of_one_who_fears) -> None:
    response = at(world.lawyer).client.get(f"/api/v1/requests/{request_of_one_who_fears}")
    assert (response.status_code, response["Content-Type"]) == (403, "application/problem+json")
    assert response.json()["es"] != response.json()["en"]


def test_whoever_is_not_signed_in_is_asked_to(world, at, request_of_one_who_fears) -> None:
    status, problem = get(at(None), f"/api/v1/requests/{request_of_one_who_fears}")
    assert (status, problem["type"]) == (401, "urn:estancia:problem:sign-in")


def test_a_date_that_is_none_is_a_problem_that_names_it(world, at, request_of_one_who_fears) -> None:
    status, problem = get(at(world.desk), "/api/v1/people/NONE0000/why?on=2021-02-31")
    assert (status, problem["fields"]) == (422, ["query.on"])


def test_holds_are_listed_for_their_owner(world, at, request_of_one_who_fears) -> None:
    status, body = get(at(world.protector), "/api/v1/holds?kind=protection&mine=yes")
    lines = [*body["overdue"], *body["today"], *body["tomorrow"]]
    assert (status, [line["request"] for line in lines]) == (200, [request_of_one_who_fears])


def test_a_location_is_given_to_its_desk_alone(world, at) -> None:
    assert get(at(world.desk), "/api/v1/locations/02004")[1]["today"]["free"] == 100
    assert get(at(world.other_desk), "/api/v1/locations/02004")[0] == 404


def test_private_answers_are_not_taken_in_clear(world, at) -> None:
    desk = at(world.desk).client
    private = desk.post("/api/v1/determine", json.dumps(marisol()), content_type="application/json")
    clear = marisol()
    clear["person"] = {name: clear["person"][name] for name in ("nationality", "born_on", "entry", "languages")}
    said = desk.post("/api/v1/determine", json.dumps(clear), content_type="application/json")
    assert (private.status_code, private.json()["type"]) == (409, "urn:estancia:problem:sealed-elsewhere")
    assert (said.status_code, "rule_sets" in said.json()) == (200, True)


def test_anyone_may_check_a_card(world, at) -> None:
    said = at(None).client.post("/api/v1/verify", json.dumps({"code": "ABCD"}), content_type="application/json")
    assert (said.status_code, said.json()["verdict"]) == (200, "not_ours")


def test_the_interface_describes_itself(world, at) -> None:
    status, described = get(at(None), "/api/v1/openapi.json")
    assert (status, described["openapi"][:3]) == (200, "3.1")
    assert "/api/v1/requests/{reference}" in described["paths"]
