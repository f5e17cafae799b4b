"""Two files that may be of one person: side by side, said to be two, or joined by two people."""
