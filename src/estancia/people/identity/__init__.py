"""Whether two files may be of one person: how they are found, why they are alike, and how people join or part them.

It decides nothing. It finds candidates by stored keys, puts them in order with reasons, and writes down what two people
have decided in a form that can be undone to the letter. A double is never a bar to help.
"""

from estancia.people.identity.keys import key_number, keys_of, probes_of
from estancia.people.identity.likeness import Likeness, LikenessReason, likeness, score_of
from estancia.people.identity.merge import (
    KeptApart,
    Merge,
    NotChosen,
    SecondPersonNeeded,
    Snapshot,
    Undone,
    differing,
    pair_of,
    plan_merge,
    undo,
)
from estancia.people.identity.person import Identity, figures_of
from estancia.people.identity.spellings import spellings_of

__all__ = [
    "Identity",
    "KeptApart",
    "Likeness",
    "LikenessReason",
    "Merge",
    "NotChosen",
    "SecondPersonNeeded",
    "Snapshot",
    "Undone",
    "differing",
    "figures_of",
    "key_number",
    "keys_of",
    "likeness",
    "pair_of",
    "plan_merge",
    "probes_of",
    "score_of",
    "spellings_of",
    "undo",
]
