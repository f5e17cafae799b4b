"""The catalogue of reasons, keyed by code; a code that also warns has a text of its own for that."""

from functools import cache

from estancia.wording import Sentence, load_sentences


def sentence_for(code: str, effect: str) -> Sentence:
    """Give the sentence of a reason; `code.warn` where the code only warns and such a text exists."""
    catalogue = reason_sentences()
    return catalogue.get(f"{code}.{effect}", catalogue[code])


@cache
def reason_sentences() -> dict[str, Sentence]:
    """Read the catalogue."""
    return dict(load_sentences(package="estancia.admission", name="reasons.toml"))
