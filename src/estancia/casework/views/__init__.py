"""Frozen views, built by allow-list: all that the doors ever hold of a record."""
