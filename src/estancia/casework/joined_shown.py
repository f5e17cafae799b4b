"""A file with those that stand as one with it: each shown under what the reader holds of that very file."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from estancia.casework.access import Actor, Category, categories, may
from estancia.casework.fetch import relations_to_person
from estancia.casework.joined import standing_merges
from estancia.casework.person_shown import show_person
from estancia.casework.views.people import JoinedFile, PersonView
from estancia.records.models import Merge, Person


def with_joined(*, view: PersonView, person: Person, by: Actor, now: datetime) -> PersonView:
    """Set beside a file those that lead to it, or say to which it leads. The caller leaves the mark.

    Who may not read the other file is shown this one as it stands, and is told of no other.
    """
    merges = [merge for merge in standing_merges(person=person) if _readable(merge, by)]
    own = next((merge for merge in merges if merge.other_id == person.pk), None)
    if own:
        return replace(view, leads_to=own.kept.reference)
    for merge in merges:
        beside = _joined(merge=merge, by=by, now=now)
        view = _chosen(view=view, other=beside.person, chosen=merge.chosen)
        view = replace(view, joined=(*view.joined, beside))
    return view


def _joined(*, merge: Merge, by: Actor, now: datetime) -> JoinedFile:
    other = merge.other
    held = categories(by=by, relations=relations_to_person(person=other, by=by))
    since = merge.answered_at or merge.asked_at
    return JoinedFile(merge.reference, since, show_person(person=other, held=held, by=by, now=now))


def _chosen(*, view: PersonView, other: PersonView, chosen: Mapping[str, str]) -> PersonView:
    """Let the other file's word stand where two people chose it and this reader holds it."""
    theirs = {name for name, whose in chosen.items() if whose == other.reference}
    if "name" in theirs and other.name != other.reference:
        view = replace(view, name=other.name)
    if "born_on" in theirs and other.born_on:
        view = replace(view, born_on=other.born_on, age=other.age)
    if "nationality" in theirs and other.nationality:
        view = replace(view, nationality=other.nationality)
    return view


def _readable(merge: Merge, by: Actor) -> bool:
    """Whether the reader may read both: of a file that is not theirs they are not told that it exists."""
    return all(
        may(by=by, category=Category.PROCEEDINGS, relations=relations_to_person(person=person, by=by))
        for person in (merge.kept, merge.other)
    )
