"""The stay's papers, its verification and its taking back: one door for those who show them."""

from estancia.casework.papers import NoSuchPaper, paper, papers_of
from estancia.casework.revocations import ask_revocation, card_to_take_back, confirm_revocation, revocation
from estancia.casework.verifying import MISTYPED, NOT_OURS, asks_to_retype, offline_bundle, verify_typed

__all__ = [
    "MISTYPED",
    "NOT_OURS",
    "NoSuchPaper",
    "ask_revocation",
    "asks_to_retype",
    "card_to_take_back",
    "confirm_revocation",
    "offline_bundle",
    "paper",
    "papers_of",
    "revocation",
    "verify_typed",
]
