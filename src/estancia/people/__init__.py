"""Who a person is, as far as a desk needs to know: names folded for search, ages, references shown to outsiders."""

from estancia.people.ages import age_on
from estancia.people.initials import initials_of
from estancia.people.name_words import begin_words, word_number, words_beginning
from estancia.people.names import fold_name, without_controls
from estancia.people.references import new_reference, read_reference
from estancia.people.telephones import fold_telephone

__all__ = [
    "age_on",
    "begin_words",
    "fold_name",
    "fold_telephone",
    "initials_of",
    "new_reference",
    "read_reference",
    "without_controls",
    "word_number",
    "words_beginning",
]
