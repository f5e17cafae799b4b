"""Who may hold what: every role against a family full of canaries, and the stranger beside them."""

from dataclasses import fields, is_dataclass, replace
from datetime import date
from itertools import product

import pytest

from estancia.casework import fetch, finding, intake, people, protection
from estancia.casework.access import (
    GRANTS,
    PURPOSES_OF,
    ROUTES,
    STAFF_ROLES,
    Actor,
    Category,
    NotYours,
    Purpose,
    PurposeNotYours,
    Relation,
    Role,
    actor_for,
    categories,
    may,
    may_knock,
)
from estancia.casework.setting_up import SETTER_UP, let_go
from estancia.casework.views.finding import FoundList
from estancia.casework.views.people import PersonView
from estancia.records.models import Person, User
from tests.integration.casework.world import PHRASE, adult, child, hand_in

NOBODY = FoundList(lines=(), meant=(), more=False)

NAMES = {"Canario Nombre Uno", "Canario Nombre Dos"}
IDENTITY = {"CanarioCalle"}  # where they live
PAPER = {"CAN7777777", "CanarioImpreso"}
PROCEEDINGS = {"CanarioCorte"}
PROTECTION = {
    "fear_expressed",
    "exempt_lgbt",
    "fear_of_mexico",
    "person.lgbt",
    "child_alone",
    "asylum_in_mexico_requested",
}


def canary_family(world, now):
    """Two people with a string of their own in every field, one of them protected in three ways."""
    papers = {
        "number": "CAN7777777",
        "printed": "CanarioImpreso",
        "hearing_location": "CanarioCorte",
        "address": "CanarioCalle 12",
        "source": "court hotline",
    }
    return hand_in(
        by=world.desk,
        now=now,
        members=[
            adult("Canario Nombre Uno", **papers),
            child("Canario Nombre Dos", **papers | {"accompanied_by": "nobody"}),
        ],
        private={(1, "fear_of_mexico"): "yes", (1, "lgbt"): "yes", (1, "asks_asylum"): "yes"},
    )


def everything_in(view: object) -> str:
    """Say every value a view holds, however deep."""
    if is_dataclass(view) and not isinstance(view, type):
        return " ".join(everything_in(getattr(view, field.name)) for field in fields(view))
    if isinstance(view, dict):
        return " ".join(everything_in(part) for pair in view.items() for part in pair)
    if isinstance(view, tuple | list | set | frozenset):
        return " ".join(everything_in(part) for part in view)
    return str(view)


def seen(view: object, canaries: set[str]) -> set[str]:
    """Which of these canaries a view lets out."""
    text = everything_in(view)
    return {canary for canary in canaries if canary in text}


def files_of(request, by: Actor, now) -> tuple[object, ...]:
    """Every view of this family that this actor is given."""
    person = request.members[0].reference
    asked = (
        lambda: people.person_file(reference=person, by=by, now=now),
        lambda: people.family_file(reference=request.family, by=by, now=now),
        lambda: people.request_file(reference=request.reference, by=by, now=now),
        lambda: people.why_on(reference=person, on=date(2021, 12, 8), by=by, now=now),
        lambda: finding.find(text="Canario", by=by, now=now),
    )
    return tuple(view for read in asked if (view := _unless_refused(read)) is not None)


def _unless_refused(read):
    try:
        return read()
    except NotYours:
        return None


def test_the_desk_sees_names_papers_and_proceedings_of_its_own_port_and_no_protection(world, now):
    request = canary_family(world, now)
    views = files_of(request, world.desk, now)
    assert len(views) == 5
    assert seen(views, NAMES | IDENTITY | PAPER | PROCEEDINGS) == NAMES | IDENTITY | PAPER | PROCEEDINGS
    assert seen(views, PROTECTION) == set()
    assert people.request_file(reference=request.reference, by=world.desk, now=now).protection_hold is True


def test_a_view_with_one_field_too_many_is_caught(world, now):
    """The planted fault: a serializer that also hands over what the rules drew from clear facts."""
    request = canary_family(world, now)
    view = people.person_file(reference=request.members[1].reference, by=world.desk, now=now)
    leaking = replace(view, accompanied_by="nobody child_alone")
    assert seen(view, PROTECTION) == set()
    assert seen(leaking, PROTECTION) == {"child_alone"}


def test_strangers_are_given_nothing_at_all(world, now):
    request = canary_family(world, now)
    for stranger in world.strangers():
        views = files_of(request, stranger, now)
        assert seen(views, NAMES | IDENTITY | PAPER | PROCEEDINGS | PROTECTION | {request.reference}) == set()
        assert all(view == NOBODY for view in views), stranger.role


def test_a_thing_of_another_port_is_answered_like_one_that_does_not_exist(world, now):
    request = canary_family(world, now)
    person = request.members[0].reference
    reads = {
        "person": lambda reference, by: people.person_file(reference=reference, by=by, now=now),
        "family": lambda reference, by: people.family_file(reference=reference, by=by, now=now),
        "request": lambda reference, by: people.request_file(reference=reference, by=by, now=now),
        "why": lambda reference, by: people.why_on(reference=reference, on=now.date(), by=by, now=now),
        "draft": lambda reference, by: intake.draft(reference=reference, by=by, now=now),
        "sealed": lambda reference, by: protection.open_answers(person_reference=reference, by=by, now=now),
        "hold": lambda reference, by: fetch.hold_of(reference=reference, by=by),
    }
    theirs = {
        "person": person,
        "family": request.family,
        "request": request.reference,
        "why": person,
        "draft": _draft_of(request),
        "sealed": person,
        "hold": _hold_of(request),
    }
    for (name, read), stranger in product(reads.items(), world.strangers()):
        said = []
        for reference in (theirs[name], "2222222Z"):
            with pytest.raises(NotYours) as refused:
                read(reference, stranger)
            said.append(refused.value.said)
        assert said[0] == said[1], name


def _draft_of(request) -> str:
    from estancia.records.models import IntakeDraft

    return IntakeDraft.objects.get(request__reference=request.reference).reference


def _hold_of(request) -> str:
    from estancia.records.models import Hold

    return Hold.objects.filter(request__reference=request.reference).first().reference


def test_the_coordinator_reads_the_schedule_under_pseudonyms(world, now):
    request = canary_family(world, now)
    views = files_of(request, world.coordinator, now)
    assert seen(views, NAMES | IDENTITY | PAPER | PROTECTION) == set()
    assert seen(views, PROCEEDINGS) == PROCEEDINGS
    shown = people.request_file(reference=request.reference, by=world.coordinator, now=now)
    assert [member.name for member in shown.members] == [member.reference for member in shown.members]
    assert (shown.protection_hold, shown.choices, shown.holds) == (None, (), ())
    with pytest.raises(NotYours):
        finding.find(text="Canario", by=world.coordinator, now=now)


def test_data_protection_reads_a_case_without_its_protection(world, now):
    request = canary_family(world, now)
    views = files_of(request, world.data_protection, now)
    assert seen(views, NAMES | PROCEEDINGS) == NAMES | PROCEEDINGS
    assert seen(views, PROTECTION) == set()
    assert people.request_file(reference=request.reference, by=world.data_protection, now=now).protection_hold is None


def test_those_who_protect_read_the_people_assigned_to_them(world, now):
    request = canary_family(world, now)
    assert seen(files_of(request, world.protector, now), NAMES) == NAMES
    with pytest.raises(NotYours):
        people.person_file(reference=request.members[0].reference, by=world.other_protector, now=now)


def test_child_protection_is_assigned_the_child_and_not_the_adult(world, now):
    request = canary_family(world, now)
    grown, small = (member.reference for member in request.members)
    assert people.person_file(reference=small, by=world.children, now=now).name == "Canario Nombre Dos"
    with pytest.raises(NotYours):
        people.person_file(reference=grown, by=world.children, now=now)


def test_a_notice_to_comar_assigns_nobody(world, now):
    request = canary_family(world, now)
    with pytest.raises(NotYours):
        people.person_file(reference=request.members[0].reference, by=world.comar, now=now)


def test_placement_sees_people_and_opens_no_seal(world, now):
    request = canary_family(world, now)
    placing = replace(world.protector, purpose=Purpose.PLACEMENT)
    assert people.person_file(reference=request.members[0].reference, by=placing, now=now).may_open_sealed is False
    with pytest.raises(NotYours):
        protection.unlock(phrase=PHRASE, by=placing, now=now)


def test_once_the_request_is_closed_the_desk_keeps_the_name_and_the_paper_only(world, now):
    request = hand_in(by=world.desk, now=now, members=[adult("Canario Nombre Uno", address="CanarioCalle 12")])
    before = people.person_file(reference=request.members[0].reference, by=world.desk, now=now)
    from estancia.records.models import Request

    Request.objects.filter(reference=request.reference).update(state="admitted")
    after = people.person_file(reference=request.members[0].reference, by=world.desk, now=now)
    assert (before.nationality, before.age) == ("HND", 31)
    assert (after.name, after.nationality, after.age, after.born_on) == ("Canario Nombre Uno", "", None, None)
    assert seen(before, IDENTITY) == IDENTITY
    assert seen(after, IDENTITY) == set()


def test_a_purpose_that_does_not_write_decides_nothing(world, now):
    request = canary_family(world, now)
    for_hearings = replace(world.desk, purpose=Purpose.HEARING_LOGISTICS)
    shown = people.request_file(reference=request.reference, by=for_hearings, now=now)
    assert (shown.choices, shown.protection_hold, shown.papers) == ((), None, ())
    with pytest.raises(NotYours):
        intake.start_intake(location=for_hearings.location, by=for_hearings, now=now)


def test_people_are_found_by_name_number_and_reference_at_the_own_port_only(world, now):
    request = canary_family(world, now)
    for text in ("canario", "can7777777", request.reference, request.family, request.members[0].reference):
        assert finding.find(text=text, by=world.desk, now=now).lines, text
        assert finding.find(text=text, by=world.other_desk, now=now) == NOBODY, text


def test_a_family_named_to_no_one_is_not_found_by_an_empty_search(world, now):
    canary_family(world, now)
    for text in ("", "  ", "a", "%", "zz"):
        found = finding.find(text=text, by=world.desk, now=now)
        assert replace(found, too_short=False) == NOBODY, text


def test_whoever_is_let_go_is_refused_from_that_instant(world, now):
    user = User.objects.get(pk=world.desk.user_id)
    assert actor_for(user=user, purpose="intake", session="s").organisation == "inm-tijuana"
    let_go(username=user.username, by=SETTER_UP, now=now)
    user.refresh_from_db()
    with pytest.raises(NotYours):
        actor_for(user=user, purpose="intake", session="s")


def test_a_purpose_of_another_role_is_refused(world):
    user = User.objects.get(pk=world.desk.user_id)
    for purpose in set(Purpose) - PURPOSES_OF[Role.IO]:
        with pytest.raises(PurposeNotYours):
            actor_for(user=user, purpose=purpose, session="s")


# ── the matrix, closed ───────────────────────────────────────────────────────────────────────────────────
def _actor(role: Role, purpose: Purpose) -> Actor:
    return Actor(user_id=1, role=role, purpose=purpose, organisation="o", location="02004", session="s")


def test_nothing_is_granted_that_the_table_does_not_say():
    """Every role, purpose, relation, category and verb; whatever no grant names is refused."""
    for role, purpose, relation, category, write in product(Role, Purpose, Relation, Category, (False, True)):
        said = any(
            grant.role == role
            and purpose in grant.purposes
            and grant.relation in (relation, Relation.ANY_CASE)
            and grant.category == category
            and (grant.write or not write)
            for grant in GRANTS
        )
        by = _actor(role, purpose)
        assert may(by=by, category=category, relations=frozenset({relation}), write=write) is said


def test_no_role_but_those_who_protect_holds_protection():
    assert {grant.role for grant in GRANTS if grant.category == Category.PROTECTION} == {Role.PW}


@pytest.mark.parametrize("role", [Role.OB, Role.SA, Role.LW, Role.PE])
def test_observers_operators_and_for_now_lawyers_hold_nothing_personal(role):
    personal = {Category.NAME, Category.IDENTITY, Category.PROCEEDINGS, Category.PROTECTION, Category.FLAG}
    held = {
        category
        for purpose in PURPOSES_OF[role]
        for category in categories(by=_actor(role, purpose), relations=frozenset(Relation))
    }
    assert held & personal == set()


def test_every_grant_is_for_a_purpose_its_role_may_choose():
    assert all(grant.purposes <= PURPOSES_OF[grant.role] for grant in GRANTS)


def test_an_address_that_is_not_listed_is_shut_to_everyone():
    for role in STAFF_ROLES:
        for purpose in PURPOSES_OF[role]:
            assert not may_knock(route="no_such_address", by=_actor(role, purpose))
    assert not may_knock(route="no_such_address", by=None)


def test_only_public_addresses_open_to_whoever_is_not_signed_in():
    assert {route for route in ROUTES if may_knock(route=route, by=None)} == {
        route for route, rule in ROUTES.items() if rule.public
    }


def test_every_field_of_a_persons_view_is_reserved_from_a_reader_without_categories(world, now):
    """A field added to the view without a category would show through here."""
    from estancia.casework.person_shown import show_person

    canary_family(world, now)
    person = Person.objects.select_related("family").first()
    bare = show_person(person=person, held=frozenset(), by=world.observer, now=now)
    open_fields = {"reference", "name", "family", "location", "request", "state", "state_line", "shown"}
    shown = {field.name for field in fields(PersonView) if getattr(bare, field.name) not in (None, "", (), False)}
    assert shown <= open_fields
    assert bare.name == person.reference
