"""The same grounds written for OpenFisca: each fact an input, each ground a variable, each rank a dated parameter.

Formulas are plain NumPy over whole arrays, as its authors write them. A fact not known is the sentinel `MISSING`; dates
are ordinals and words are codes, which spares the peer its slower types. Where it has no three values, a ground gives
`rank` for yes and `ASKED + rank` for not known and asked.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import numpy as np
from numpy.typing import NDArray
from openfisca_core.entities import build_entity
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.simulations import Simulation, SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from estancia.admission.determine import STILL_WAITS_FOR_HOLDER
from estancia.admission.grounds import GROUNDS, Ground
from estancia.admission.reads import paths_read
from estancia.admission.speaking import RANK, law_of_day
from estancia.law import current_law
from estancia.law.columns import Columns
from estancia.law.criteria import (
    All,
    Before,
    Criterion,
    Either,
    FewerThan,
    Known,
    MoreThan,
    Not,
    NotBefore,
    OneOf,
    Surely,
    Undecided,
    YearsBelow,
)

MISSING = -1
ASKED = 8
Values = NDArray[np.int32]
Masks = tuple[NDArray[np.bool_], NDArray[np.bool_]]
Read = Callable[[str], Values]

PERSON = build_entity(key="person", plural="persons", label="person", is_person=True)
PATHS = tuple(sorted({"on", "person.holds_valid_stay", *(path for ground in GROUNDS for path in paths_read(ground))}))
SPEAKING = tuple(range(len(GROUNDS)))


def name_of(path: str) -> str:
    """Give a path as the name of a variable."""
    return path.replace(".", "__")


def system(columns: Columns) -> TaxBenefitSystem:
    """Build the whole system; words are coded as these columns code them."""
    built = TaxBenefitSystem([PERSON])
    built.parameters = ParameterNode("", data={"ground": {f"g{n}": _dated_rank(n) for n in SPEAKING}})
    for path in PATHS:
        built.add_variable(_variable(name_of(path)))
    for number in SPEAKING:
        built.add_variable(_variable(f"ground_{number}", formula=_ground_formula(number, columns)))
    built.add_variable(_variable("outcome", formula=_outcome))
    return built


def inputs(columns: Columns) -> dict[str, Values]:
    """Lay the columns out as the peer reads them: one array a fact, the sentinel where it is not known."""
    return {
        name_of(path): np.where(columns[path].known, columns[path].values, MISSING).astype(np.int32) for path in PATHS
    }


def simulation(built: TaxBenefitSystem, given: Mapping[str, Values], *, period: str) -> Simulation:
    """Build a simulation of many: their count, then every input."""
    people = len(next(iter(given.values())))
    made = SimulationBuilder().build_default_simulation(built, count=people)
    for name, values in given.items():
        made.set_input(name, period, values)
    return made


def decide(made: Simulation, *, period: str) -> tuple[Values, list[Values]]:
    """Calculate the outcome of everyone, and every ground."""
    outcome = made.calculate("outcome", period)
    return outcome, [made.calculate(f"ground_{number}", period) for number in SPEAKING]


def _variable(name: str, formula: Callable[..., Values] | None = None) -> type[Variable]:
    given = {
        "value_type": int,
        "entity": PERSON,
        "definition_period": DateUnit.DAY,
        "default_value": MISSING if formula is None else 0,
        "label": name,
    }
    return type(name, (Variable,), given if formula is None else given | {"formula": formula})


def _dated_rank(number: int) -> dict[str, object]:
    law = current_law()
    days = (date(1000, 1, 1), *law.boundaries())
    return {"values": {day.isoformat(): {"value": _rank(GROUNDS[number], day)} for day in days}}


def _rank(ground: Ground, on: date) -> int:
    return next((RANK[each.effect] for each in law_of_day(current_law(), on).speaking if each.ground == ground), 0)


def _ground_formula(number: int, columns: Columns) -> Callable[..., Values]:
    ground = GROUNDS[number]
    criterion, softens = ground.criterion, ground.code not in STILL_WAITS_FOR_HOLDER

    def formula(person, period, parameters):  # type: ignore[no-untyped-def]
        rank = getattr(parameters(period).ground, f"g{number}")
        yes, no = _masks(criterion, lambda path: person(name_of(path), period), columns)
        spoken = np.where(yes, rank, 0)
        if softens and rank in (RANK["wait"], RANK["outside"]):
            spoken = np.where(yes & (person("person__holds_valid_stay", period) == 1), RANK["warn"], spoken)
        if ground.asks and rank > RANK["warn"]:
            spoken = np.where(~yes & ~no, ASKED + rank, spoken)
        return spoken

    return formula


def _outcome(person, period):  # type: ignore[no-untyped-def]
    said = [person(f"ground_{number}", period) for number in SPEAKING]
    holder = person("person__holds_valid_stay", period) == 1
    protect = np.logical_or.reduce([(one == RANK["protect"]) | (one == ASKED + RANK["protect"]) for one in said])
    outside = np.logical_or.reduce([one == RANK["outside"] for one in said])
    waits = np.logical_or.reduce([one == RANK["wait"] for one in said])
    asked = np.logical_or.reduce([one > ASKED for one in said]) & ~holder
    return np.where(protect, 1, np.where(outside, 2, np.where(waits | asked, 1, 0)))


def _masks(node: Criterion, read: Read, columns: Columns) -> Masks:
    """Answer a criterion in plain NumPy: (yes, no)."""
    match node:
        case OneOf(path=path, values=values):
            column = read(path)
            known, found = column != MISSING, np.isin(column, [columns[path].code(value) for value in values])
        case Undecided(path=path, values=values):
            pending = np.isin(read(path), [columns[path].code(value) for value in values])
            return np.zeros_like(pending), ~pending
        case Known(path=path):
            known = read(path) != MISSING
            return known, ~known
        case Before(first=first, second=second, days=days):
            earlier, later = read(first), read(second)
            known, found = (earlier != MISSING) & (later != MISSING), later - earlier > days
        case NotBefore(path=path, day=day):
            column = read(path)
            known, found = column != MISSING, column >= day.toordinal()
        case YearsBelow(born=born, at=at, years=years):
            return _years_below(read(born), read(at) if isinstance(at, str) else at.toordinal(), years)
        case FewerThan(first=first, second=second, least=least):
            fewer, more = read(first), read(second)
            known, found = fewer != MISSING, np.where(more != MISSING, fewer < more, fewer < least)
            return known & found, known & (more != MISSING) & ~found
        case MoreThan(path=path, number=number):
            column = read(path)
            known, found = column != MISSING, column > number
        case All(parts=parts):
            return _joined([_masks(part, read, columns) for part in parts], np.logical_and, np.logical_or)
        case Either(parts=parts):
            return _joined([_masks(part, read, columns) for part in parts], np.logical_or, np.logical_and)
        case Not(part=part):
            yes, no = _masks(part, read, columns)
            return no, yes
        case Surely(part=part):
            yes, _ = _masks(part, read, columns)
            return yes, ~yes
        case _:
            raise TypeError(f"the peer knows no node {type(node).__name__}")
    return known & found, known & ~found


def _joined(heard: Sequence[Masks], of_yes: np.ufunc, of_no: np.ufunc) -> Masks:
    return of_yes.reduce([yes for yes, _ in heard]), of_no.reduce([no for _, no in heard])


def _years_below(born: Values, at: Values | int, years: int) -> Masks:
    born_on, day = _as_days(born), _as_days(np.asarray(at))
    months = day.astype("datetime64[M]")
    then = np.minimum(
        (months - 12 * years).astype("datetime64[D]") + (day - months.astype("datetime64[D]")),
        (months - 12 * years + 1).astype("datetime64[D]") - 1,
    )
    known, found = (born != MISSING) & (np.asarray(at) != MISSING), born_on > then
    return known & found, known & ~found


def _as_days(ordinals: Values) -> NDArray[np.datetime64]:
    return (ordinals.astype("int64") - date(1970, 1, 1).toordinal()).astype("datetime64[D]")
