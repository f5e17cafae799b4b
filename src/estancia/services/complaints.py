"""Who answers a complaint: a body outside the one complained of, and never one of the same house.

Where it is not known who did it, nobody who attends people at all may answer: only a body that stands apart from all
of them. Not knowing never sends a complaint into the wrong hands.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from estancia.wording import Sentence

APART = frozenset({"human_rights"})
"""Kinds of organisation that attend nobody, and so may answer of anyone."""


@dataclass(frozen=True, slots=True)
class ComplaintKind:
    """One thing that may be complained of. `bodies`: the kinds of named body that answer, in order."""

    code: str
    name: Sentence
    hint: Sentence
    bodies: tuple[str, ...]
    first_within: str  # the parameter of its first clock
    source: str


@dataclass(frozen=True, slots=True)
class Complained:
    """Who may be complained of: in words, and which kind of named body and organisation it is in this house, if any."""

    code: str
    name: Sentence
    body: str = ""
    organisation: str = ""


PERHAPS_ANYONE = frozenset({"other", "not_known"})
"""Who is complained of may then be of any body, of the one that reads it too."""


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation as this rule needs it. `house`: the topmost one it is part of, or itself."""

    key: str
    kind: str
    house: str


ACCUSED: Mapping[str, Complained] = MappingProxyType(
    {
        one.code: one
        for one in (
            Complained(
                "intake_desk",
                Sentence("La ventanilla de migración", "The migration desk"),
                "intake_desk",
                "migration_authority",
            ),
            Complained(
                "protecting_body",
                Sentence("El albergue, o quien protege", "The shelter, or those who protect"),
                "protecting_body",
                "protection",
            ),
            Complained(
                "child_protection",
                Sentence("La protección de la niñez", "Child protection"),
                "child_protection",
                "child_protection",
            ),
            Complained(
                "comar",
                Sentence("La oficina de asilo (COMAR)", "The asylum office (COMAR)"),
                "comar",
                "asylum_authority",
            ),
            Complained(
                "legal_team", Sentence("Quien da asesoría legal", "Those who give legal advice"), "legal_team", "legal"
            ),
            Complained(
                "review", Sentence("La oficina de revisión", "The reviewing office"), "review", "migration_authority"
            ),
            Complained(
                "human_rights",
                Sentence("La comisión de derechos humanos", "The human rights commission"),
                "human_rights",
                "human_rights",
            ),
            Complained(
                "foreign_ministry",
                Sentence("La cancillería (Relaciones Exteriores)", "The foreign ministry"),
                "court_liaison",
                "foreign_ministry",
            ),
            Complained(
                "oversight",
                Sentence("Quien supervisa, o la protección de datos", "Those who oversee, or data protection"),
                "oversight",
                "oversight",
            ),
            Complained("observer", Sentence("Quien observa", "Those who observe"), "", "observer"),
            Complained("operator", Sentence("Quien opera este sistema", "Those who run this system"), "", "operator"),
            Complained("police", Sentence("La policía, la guardia o el ejército", "Police, guards or soldiers")),
            Complained("us_authority", Sentence("Una autoridad de Estados Unidos", "A United States authority")),
            Complained("other", Sentence("Alguien más", "Someone else")),
            Complained("not_known", Sentence("No sé", "I do not know")),
        )
    }
)


def may_answer(*, body: Body, accused: str, accused_body: Body | None) -> bool:
    """Say whether this body may answer a complaint of `accused` (a code of `ACCUSED`).

    `accused_body` is the organisation meant, where it is one of this house and the place is known. Never the same
    organisation, one of its house, or one of its kind; and where no organisation is known, only one that stands apart.
    """
    kind = ACCUSED[accused].organisation
    if accused_body is not None and accused_body.house == body.house:
        return False
    if kind and kind == body.kind:
        return False
    return body.kind in APART or accused_body is not None


def answers_for(*, kind: str, accused: str, accused_body: Body | None, named: Mapping[str, Body]) -> str | None:
    """Give the kind of named body that answers: the first of the kind's bodies that is named and may; None if none.

    `named` holds, by kind of named body, who is named there that day and can be sealed to.
    """
    return next(
        (
            wanted
            for wanted in KINDS[kind].bodies
            if wanted in named and may_answer(body=named[wanted], accused=accused, accused_body=accused_body)
        ),
        None,
    )


@cache
def _kinds() -> Mapping[str, ComplaintKind]:
    table = tomllib.loads(files("estancia.services").joinpath("data/complaints.toml").read_text(encoding="utf-8"))
    return MappingProxyType(
        {
            row["code"]: ComplaintKind(
                code=row["code"],
                name=Sentence(**row["name"]),
                hint=Sentence(**row["hint"]),
                bodies=tuple(row["bodies"]),
                first_within=row["first_within"],
                source=row["source"],
            )
            for row in table["kind"]
        }
    )


KINDS: Mapping[str, ComplaintKind] = _kinds()
