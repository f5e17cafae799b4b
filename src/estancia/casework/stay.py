"""The stay's papers, its verification and its taking back: one door for those who show them."""

from estancia.casework.papers import NoSuchPaper, paper, papers_of
from estancia.casework.revocations import ask_revocation, card_to_take_back, confirm_revocation, revocation
from estancia.casework.verifying import offline_bundle, verify_typed

__all__ = [
    "NoSuchPaper",
    "ask_revocation",
    "card_to_take_back",
    "confirm_revocation",
    "offline_bundle",
    "paper",
    "papers_of",
    "revocation",
    "verify_typed",
]
