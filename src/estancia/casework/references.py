"""References shown to outsiders: drawn at random by the machine, telling neither when nor where nor how many."""

import secrets

from estancia.people import new_reference

_ENTROPY = secrets.SystemRandom()


def fresh_reference() -> str:
    """Draw a reference from the system's entropy, so that none foretells the next."""
    return new_reference(rng=_ENTROPY)


def entropy() -> secrets.SystemRandom:
    """Give the system's entropy as a generator, for card numbers."""
    return _ENTROPY
