"""Rosters: lists of people whom the counterpart proposes. What a file holds, what is wrong in it, what it would change.

Nothing here opens a stranger's file without limits: `read_file` belongs in a process whose time and memory are bounded.
"""

from estancia.notices.rosters.columns import (
    Columns,
    Field,
    FieldTwice,
    choose_columns,
    heading_key,
    propose_columns,
    to_remember,
)
from estancia.notices.rosters.dates import Order
from estancia.notices.rosters.previewing import KNOWN_WITHOUT_NUMBER, Preview, RowStanding, Standing, preview, stand
from estancia.notices.rosters.proposals import Proposal, RowProblem, RowRead, still_to_ask
from estancia.notices.rosters.reading import read_rows
from estancia.notices.rosters.refusals import RosterRefused
from estancia.notices.rosters.rows_read import RowsRead
from estancia.notices.rosters.sheets import Sheet

__all__ = [
    "KNOWN_WITHOUT_NUMBER",
    "Columns",
    "Field",
    "FieldTwice",
    "Order",
    "Preview",
    "Proposal",
    "RosterRefused",
    "RowProblem",
    "RowRead",
    "RowStanding",
    "RowsRead",
    "Sheet",
    "Standing",
    "choose_columns",
    "heading_key",
    "preview",
    "propose_columns",
    "read_rows",
    "stand",
    "still_to_ask",
    "to_remember",
]
