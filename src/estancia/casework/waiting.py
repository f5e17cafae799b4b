"""Where a family waits for an answer: a kind of place, always inside and under a roof, never which one.

Where a person sleeps is never written in clear. A hold keeps a code that says no more than its kind does; the desk or
the protecting body says the address aloud, and no row, paper or page carries it.
"""

from collections.abc import Mapping
from types import MappingProxyType

from estancia.wording import Sentence, load_sentences

WITH_PROTECTING_BODY = "with_protecting_body"
AT_THE_OFFICE = "at_the_office"

_SENTENCES = load_sentences(package="estancia.casework", name="deeds.toml")
WAITING_PLACES: Mapping[str, Sentence] = MappingProxyType(
    {code: _SENTENCES[f"waits_{code}"] for code in (WITH_PROTECTING_BODY, AT_THE_OFFICE)}
)


def waiting_place(*, kind: str) -> str:
    """Give the code of the kind of place where whoever is held for a question of this kind (protection, wait) waits."""
    return WITH_PROTECTING_BODY if kind == "protection" else AT_THE_OFFICE
