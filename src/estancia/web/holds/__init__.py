"""Holds and reviews: what someone must answer, by when, and where a family waits meanwhile."""
