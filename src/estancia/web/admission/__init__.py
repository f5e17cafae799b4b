"""The decision page: what the rules say so far, and what a person decides."""
