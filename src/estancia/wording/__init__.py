"""What the house says to people: sentences in Spanish and English, and the errors a person may read.

It stands below every other room, because a statute, a signature and a desk must all be able to speak plainly.
"""

from estancia.wording.errors import ForPeople
from estancia.wording.sentences import Sentence, load_sentences

__all__ = ["ForPeople", "Sentence", "load_sentences"]
