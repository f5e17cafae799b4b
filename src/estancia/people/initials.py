"""A name shortened to its initials, for a list that lies open at a gate."""


def initials_of(name: str) -> str:
    """Give the first letter of each word of a name: `M. D. R.`; empty for an empty name."""
    return " ".join(f"{word[0].upper()}." for word in name.split() if word[0].isalpha())
