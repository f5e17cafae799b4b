"""Rows of one list that would be found again by the same key: one row told twice, or several to be told apart.

Rows that say exactly the same are one, told twice. Rows that differ are laid side by side, and a person says which of
them stand: it may be a number typed twice, a family under one number, or one person with two dates. Each that stands
has a key of its own, found again in the next list; none takes another's place.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import count, islice

from estancia.notices.rosters.proposals import LONGEST_KEY, Proposal
from estancia.people import fold_name

MOST_TOGETHER = 50  # rows under one key that can be laid side by side; more is a placeholder, or a wrong column
ROOM = 8  # signs of a key kept for the count of those who are alike in all else
FACTS = tuple(field.name for field in fields(Proposal))
Known = Mapping[str, Proposal]  # by key


@dataclass(frozen=True, slots=True)
class Together:
    """Places of rows that share a key.

    `again`: told twice, with the first place that says so. `apart`: each with all that it is laid beside, itself among
    them. `crowded`: too many to be laid side by side.
    """

    again: Mapping[int, int]
    apart: Mapping[int, tuple[int, ...]]
    crowded: frozenset[int]


def together(*, keys: Sequence[str], said: Mapping[str, Sequence[object]], cells: Sequence[object]) -> Together:
    """Find the rows of a list that share a key. `said` holds the facts read, by name; `cells` the rows as written.

    Without a number two rows are only one told twice where all that is written is the same: what was not read may be
    all that parts two people of one name. A row that names nobody is beside nobody.
    """
    shared = {key for key, times in Counter(keys).items() if times > 1}
    groups: dict[str, dict[object, int]] = defaultdict(dict)
    again: dict[int, int] = {}
    for place, key in enumerate(keys) if shared else ():
        if key not in shared or key.startswith("|"):
            continue
        content = (tuple(column[place] for column in said.values()), None if key.isdigit() else cells[place])
        first = groups[key].setdefault(content, place)
        if first != place:
            again[place] = first
    beside = [tuple(group.values()) for group in groups.values() if len(group) > 1]
    return Together(
        again=again,
        apart={place: places for places in beside if len(places) <= MOST_TOGETHER for place in places},
        crowded=frozenset(place for places in beside if len(places) > MOST_TOGETHER for place in places),
    )


def same_person(*, one: Proposal, other: Proposal) -> bool:
    """Say whether two proposals of one key name one person: the same name, and no other birth."""
    return fold_name(one.name) == fold_name(other.name) and not _another_birth(one, other)


def _another_birth(one: Proposal, other: Proposal) -> bool:
    born = (one.born_on or one.born_year, other.born_on or other.born_year)
    return None not in born and born[0] != born[1]


def keys_for(*, proposal: Proposal) -> Iterator[str]:
    """Give the keys a proposal may be found by: its own, the number with its name beside it, then counted on."""
    yield proposal.key
    longer = proposal.key
    if proposal.notice_number:
        longer = f"{proposal.notice_number}|{fold_name(proposal.name)}"
        yield longer[: LONGEST_KEY - ROOM]
    yield from (f"{longer[: LONGEST_KEY - ROOM]}|{number}" for number in count(2))


def key_of_its_own(*, proposal: Proposal, among: int, taken: Iterable[str], known: Known) -> str:
    """Give the first key that no row has taken and that is known of nobody else; `among` so many rows."""
    out = frozenset(taken)
    keys = islice(keys_for(proposal=proposal), among + len(out) + len(known) + 2)
    free = (key for key in keys if key not in out)
    return next(key for key in free if key not in known or same_person(one=proposal, other=known[key]))


def told_apart(*, group: Mapping[int, Proposal], known: Known) -> dict[int, str]:
    """Give each row of a group a key of its own, by place. One that says what is known keeps the key it is known by."""
    keys: dict[int, str] = {}
    for place, proposal in group.items():
        again = known_as(proposal=proposal, known=known, among=len(group))
        if again and again not in keys.values():
            keys[place] = again
    for place, proposal in group.items():
        if place not in keys:
            taken = keys.values()
            keys[place] = key_of_its_own(proposal=proposal, among=len(group), taken=taken, known=known)
    return keys


def known_as(*, proposal: Proposal, known: Known, among: int) -> str:
    """Give the key under which just this is known already; "" when it is not."""
    keys = islice(keys_for(proposal=proposal), among + 1)
    return next((key for key in keys if key in known and not differing(now=proposal, before=known[key])), "")


def differing(*, now: Proposal, before: Proposal) -> tuple[str, ...]:
    """Name the facts that are said otherwise than before. What is not said any more is no difference."""
    if now == before:
        return ()
    pairs = ((name, getattr(now, name), getattr(before, name)) for name in FACTS)
    return tuple(name for name, said, then in pairs if said not in (None, "") and said != then)


def another_person(*, now: Proposal, before: Proposal) -> bool:
    """Say whether two proposals of one number look like two people: no name in common, or another name and birth."""
    if now.name == before.name:
        return False
    one, other = set(fold_name(now.name).split()), set(fold_name(before.name).split())
    return one != other and (not one & other or _another_birth(now, before))
