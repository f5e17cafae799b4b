"""Who a person is, as far as a desk needs to know: names folded for search, ages, references shown to outsiders."""

from estancia.people.ages import age_on
from estancia.people.initials import initials_of
from estancia.people.name_words import begin_words, name_numbers, pair_numbers, word_number, words_beginning
from estancia.people.names import fold_name, without_controls
from estancia.people.references import new_reference, read_reference
from estancia.people.telephones import fold_telephone

__all__ = [
    "age_on",
    "begin_words",
    "fold_name",
    "fold_telephone",
    "initials_of",
    "name_numbers",
    "new_reference",
    "pair_numbers",
    "read_reference",
    "without_controls",
    "word_number",
    "words_beginning",
]
