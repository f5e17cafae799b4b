"""A telephone number folded for search: its digits, however it was told."""


def fold_telephone(told: str) -> str:
    """Give the digits of a number as told, at most twenty; empty when there are none."""
    return "".join(sign for sign in told if sign.isdecimal() and sign.isascii())[-20:]
