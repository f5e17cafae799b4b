"""The one base class of errors that a person may read."""

from typing import ClassVar

from estancia.wording.sentences import Sentence


class ForPeople(Exception):
    """Something a person can be told: what happened, why it matters, what to do next.

    Subclasses are named for the situation and carry a default `sentence`; a raiser may pass a
    more exact one. Never put a person's facts into either text: it may reach a log.
    """

    sentence: ClassVar[Sentence] = Sentence(
        es="No se pudo completar. No se perdió nada. Inténtelo de nuevo.",
        en="This could not be completed. Nothing was lost. Please try again.",
    )

    def __init__(self, sentence: Sentence | None = None) -> None:
        self.said = sentence or type(self).sentence
        super().__init__(self.said.en)

    def in_language(self, language: str) -> str:
        """Give the sentence in the reader's language."""
        return self.said.in_language(language)
