"""Whether letting one of a family in now would divide it; where all wait, or all stand outside, nothing would."""

from collections.abc import Sequence


def others_admissible(*, outcomes: Sequence[str], place: int) -> bool:
    """Say of the member at `place` that nobody else would be left behind.

    False only where some of the family could be let in and some could not, and another than this one could not.
    """
    divided = len({outcome == "admissible" for outcome in outcomes}) > 1
    others = (outcome for index, outcome in enumerate(outcomes) if index != place)
    return not divided or all(outcome == "admissible" for outcome in others)
