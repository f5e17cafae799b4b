"""Who a person is, as far as a desk needs to know: names folded for search, ages, references shown to outsiders."""

from estancia.people.ages import age_on
from estancia.people.names import fold_name
from estancia.people.references import new_reference, read_reference

__all__ = ["age_on", "fold_name", "new_reference", "read_reference"]
