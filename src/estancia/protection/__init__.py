"""Protection: what is asked privately of everyone, in what words, and what an answer means."""

from estancia.protection.questions import ANSWERS, QUESTIONS, Question, questions_for, value_of

__all__ = ["ANSWERS", "QUESTIONS", "Question", "questions_for", "value_of"]
