"""What happens when an answer cannot be taken: the sentence stands beside its question and what was typed stays."""

from collections.abc import Mapping, Sequence

from django.utils.translation import override

from estancia.web.questions import Question, answered
from estancia.web.saying import reader_language
from estancia.wording import Sentence

_NOT_ANSWERED = Sentence(
    es="Falta esta respuesta: «{label}». Elija o escriba una para continuar.",
    en="This answer is missing: “{label}”. Choose or write one to continue.",
)


def not_answered(question: Question) -> Sentence:
    """Say that this question, named in each language, was left empty: several on one page read apart."""
    with override("es"):
        es = _NOT_ANSWERED.es.format(label=question.label)
    with override("en"):
        en = _NOT_ANSWERED.en.format(label=question.label)
    return Sentence(es=es, en=en)


def unanswered(*, questions: Sequence[Question], answers: Mapping[str, str]) -> dict[str, Sentence]:
    """Say which questions that must be answered were left empty."""
    return {
        question.name: not_answered(question)
        for question in questions
        if not question.optional and not any(answers.get(part, "").strip() for part in question.parts)
    }


def mended(
    *, questions: Sequence[Question], answers: Mapping[str, str], errors: Mapping[str, Sentence]
) -> tuple[Question, ...]:
    """Give the questions back with what was typed and what to mend, in the reader's language."""
    return answered(questions=questions, answers=answers, errors=errors, language=reader_language())
