"""The token as text, and the text as a code that prints."""

import io

import segno

from estancia.documents.base45 import from_base45, to_base45

PREFIX = "EST1:"
"""Says whose code it is and in which form, within the alphanumeric signs of a QR code."""

_LONGEST = 2_000


def qr_text(token: bytes) -> str:
    """Give the text of the code: our prefix, then base45."""
    return PREFIX + to_base45(token)


def token_from_text(text: str) -> bytes:
    """Give the token from the text of a code; white space around it does not matter.

    Raises `ValueError` for text that is no code of ours.
    """
    bare = text.strip()  # safe: a space is a sign of base45, but never its last one
    if not bare.startswith(PREFIX) or len(bare) > _LONGEST:
        raise ValueError("not a code of ours")
    token = from_base45(bare.removeprefix(PREFIX))
    if qr_text(token) != bare:
        raise ValueError("a second form of a code")
    return token


def qr_svg(text: str) -> str:
    """Draw the text as a QR code: SVG, black on white, with its quiet zone, mending up to 15 % of damage.

    The drawing has no title or description of its own: the page around it says what it is.
    """
    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False, boost_error=False).save(
        drawn,
        kind="svg",
        border=4,
        scale=4,
        xmldecl=False,
        svgclass=None,
        lineclass=None,
        light="#fff",
        dark="#000",
        omitsize=False,
    )
    return drawn.getvalue().decode()
