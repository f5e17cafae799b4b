"""A sentence in both languages, and catalogues of them keyed by code."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Sentence:
    """One thought a person can read, in Spanish and in English."""

    es: str
    en: str

    def in_language(self, language: str) -> str:
        """Give the English text for `en` and `en-*`, the Spanish for every other language."""
        return self.en if language.split("-")[0] == "en" else self.es

    def filled(self, **values: object) -> "Sentence":
        """Put values into both texts, as `str.format` does."""
        return Sentence(es=self.es.format(**values), en=self.en.format(**values))


def load_sentences(*, package: str, name: str = "sentences.toml") -> Mapping[str, Sentence]:
    """Read a catalogue: a TOML table per code, each with `es` and `en`.

    Raises `ValueError` when a code lacks one of the languages, so that a half-translated
    catalogue stops the house at start instead of a person at the window.
    """
    table = tomllib.loads(files(package).joinpath(name).read_text(encoding="utf-8"))
    incomplete = [code for code, texts in table.items() if set(texts) != {"es", "en"} or not all(texts.values())]
    if incomplete:
        raise ValueError(f"{package}/{name}: no full Spanish and English text for {', '.join(incomplete)}")
    return MappingProxyType({code: Sentence(es=texts["es"], en=texts["en"]) for code, texts in table.items()})
