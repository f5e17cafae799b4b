"""One function per deed: may they, decide, write and audit, tell.

`access` says who may; `fetch` hands out only what an actor may hold; `audit` writes the entry inside the deed's own
transaction, so that no answer leaves before its mark is kept. Every function here takes `by`, and `now` where it
writes; it returns a frozen view, never a row.
"""
