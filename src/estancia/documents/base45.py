"""Bytes as text that a QR code holds cheaply (RFC 9285): two bytes become three signs of its alphanumeric mode."""

_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_VALUES = {sign: value for value, sign in enumerate(_SIGNS)}


def to_base45(octets: bytes) -> str:
    """Write bytes as base45."""
    pairs = (octets[at : at + 2] for at in range(0, len(octets), 2))
    return "".join(_signs(int.from_bytes(pair, "big"), width=len(pair) + 1) for pair in pairs)


def from_base45(text: str) -> bytes:
    """Read bytes from base45. Raises `ValueError` for anything that `to_base45` does not write."""
    if len(text) % 3 == 1:
        raise ValueError("base45 text of an impossible length")
    groups = (text[at : at + 3] for at in range(0, len(text), 3))
    try:
        return b"".join(_number(group).to_bytes(len(group) - 1, "big") for group in groups)
    except (KeyError, OverflowError):
        raise ValueError("not base45") from None


def _signs(number: int, *, width: int) -> str:
    return "".join(_SIGNS[number // 45**place % 45] for place in range(width))


def _number(group: str) -> int:
    return sum(_VALUES[sign] * 45**place for place, sign in enumerate(group))
