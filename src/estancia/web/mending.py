"""What happens when an answer cannot be taken: the sentence stands beside its question and what was typed stays."""

from collections.abc import Mapping, Sequence

from estancia.web.questions import Question, answered
from estancia.web.saying import reader_language
from estancia.wording import Sentence

NOT_ANSWERED = Sentence(
    es="Falta esta respuesta. Elija o escriba una para continuar.",
    en="This answer is missing. Choose or write one to continue.",
)


def unanswered(*, questions: Sequence[Question], answers: Mapping[str, str]) -> dict[str, Sentence]:
    """Say which questions that must be answered were left empty."""
    return {
        question.name: NOT_ANSWERED
        for question in questions
        if not question.optional and not any(answers.get(part, "").strip() for part in question.parts)
    }


def mended(
    *, questions: Sequence[Question], answers: Mapping[str, str], errors: Mapping[str, Sentence]
) -> tuple[Question, ...]:
    """Give the questions back with what was typed and what to mend, in the reader's language."""
    return answered(questions=questions, answers=answers, errors=errors, language=reader_language())
