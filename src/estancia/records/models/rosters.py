"""Rosters: rows that the counterpart proposes. They stay proposals; a request is the person's own and elsewhere.

Rows are staged in short batches and count for nothing until their roster is committed, which is one short statement: a
roster is there as a whole or not at all. Among the rows of committed rosters the newest of a key stands.

The file itself is kept only until its rows are staged, and seven days at most.
"""

from django.db import models
from django.db.models import F, Q


class Roster(models.Model):
    """One file: received, waiting for its turn, staging, staged, committed; or refused, or dropped."""

    reference = models.CharField(max_length=16, unique=True)
    location_key = models.CharField(max_length=5)
    organisation = models.ForeignKey("records.Organisation", related_name="+", on_delete=models.PROTECT)
    digest = models.CharField(max_length=64)  # SHA-256 of the file; the file itself is not kept
    kind = models.CharField(max_length=4)
    state = models.CharField(max_length=9)
    counts = models.JSONField(default=dict)  # rows by standing
    based_on = models.PositiveIntegerField(default=0)  # the location's newest committed roster when it was compared
    place_in_line = models.PositiveIntegerField(null=True)  # of the committed ones of a location, from 1
    staged_at = models.DateTimeField()
    staged_by = models.ForeignKey("records.User", related_name="+", on_delete=models.PROTECT)
    ended_at = models.DateTimeField(null=True)
    rows_in_file = models.PositiveIntegerField(default=0)  # below the headings, blank ones too
    rows_looked_at = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)  # who stages holds the last one
    leased_until = models.DateTimeField(null=True)
    refusal = models.CharField(max_length=24, blank=True)  # the code, when the file would not be read after all
    sheets_left = models.JSONField(default=list)  # names of visible sheets of the workbook that were not read
    sheets_hidden = models.JSONField(default=list)  # names of hidden sheets, which were not read either
    not_claimed = models.JSONField(default=list)  # numbers of rows whose dates could not be written as claims
    claimed_to = models.PositiveIntegerField(null=True)  # the row whose dates were last told on; null: none, or all

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="roster_state",
                condition=Q(state__in=["received", "waiting", "staging", "staged", "committed", "refused", "dropped"]),
            ),
            models.CheckConstraint(
                name="roster_in_line_when_committed",
                condition=Q(state="committed", place_in_line__isnull=False)
                | (~Q(state="committed") & Q(place_in_line__isnull=True)),
            ),
            models.CheckConstraint(
                name="roster_follows_what_it_was_compared_with",
                condition=Q(place_in_line__isnull=True) | Q(place_in_line=F("based_on") + 1),
            ),
            models.UniqueConstraint(fields=["location_key", "place_in_line"], name="one_roster_per_place_in_line"),
        ]


class RosterFile(models.Model):
    """A file whose rows are not staged yet, and what its columns were said to hold. It goes when they are.

    Where a column's dates can be read two ways it stays until a person has said which, or the roster is kept or let go.
    """

    roster = models.OneToOneField(Roster, related_name="file", on_delete=models.CASCADE)
    suffix = models.CharField(max_length=4)
    content = models.BinaryField()
    headings = models.JSONField()  # row, texts, key, remembered
    fields = models.JSONField()  # a word a column; null is not said
    orders = models.JSONField(default=dict)  # field: day_first or month_first; unknown where a person is asked
    asks_order = models.BooleanField(default=False)
    samples = models.JSONField(default=list)  # the first cells of each column


class RosterRow(models.Model):
    """A row that says something. What was the same is counted, not kept.

    new, changed; repeated, when a row above says the same; doubtful, or accepted by a person in spite of the doubt; to
    be mended. Repeated and doubtful rows and rows to be mended never stand, whatever becomes of their roster.
    """

    roster = models.ForeignKey(Roster, related_name="rows", db_index=False, on_delete=models.CASCADE)  # see one_row
    number = models.PositiveIntegerField()  # as the spreadsheet shows it
    key = models.CharField(max_length=240)
    standing = models.CharField(max_length=8)
    proposal = models.JSONField()
    said = models.CharField(max_length=32, blank=True)  # digest of the proposal: the same row is known by it
    number_key = models.BigIntegerField(null=True)  # as `people.identity` keys it; null too once two people share it
    hearing_printed = models.CharField(max_length=120, blank=True)  # the cells of the hearing as they stood
    check_in_printed = models.CharField(max_length=120, blank=True)
    problems = models.JSONField(default=list)  # cell, heading, code, as written, the rows it names
    differs = models.JSONField(default=list)
    unheard = models.BooleanField(default=True, db_default=True)  # false: need not be looked at

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["roster", "number"], name="one_row_per_number_in_roster"),
            models.CheckConstraint(
                name="roster_row_standing",
                condition=Q(standing__in=["new", "changed", "repeated", "doubtful", "accepted", "to_mend"]),
            ),
        ]
        indexes = [
            models.Index(fields=["key", "roster"], name="roster_row_key"),
            models.Index(fields=["roster", "number"], condition=Q(unheard=True), name="roster_rows_unheard"),
            models.Index(fields=["number_key"], condition=Q(unheard=True), name="unheard_by_number"),
        ]


class RememberedColumns(models.Model):
    """What an organisation said the columns under a set of headings hold."""

    organisation = models.ForeignKey("records.Organisation", related_name="+", on_delete=models.PROTECT)
    key = models.CharField(max_length=32)
    columns = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="columns_remembered_once")]


class ProposalHeard(models.Model):
    """A proposal whose person came to the window: the intake in which they are heard, and as which member."""

    location_key = models.CharField(max_length=5)
    key = models.CharField(max_length=240)  # the row's
    draft = models.ForeignKey("records.IntakeDraft", related_name="proposals", on_delete=models.PROTECT)
    member = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["location_key", "key"], name="proposal_heard_once"),
            models.UniqueConstraint(fields=["draft", "member"], name="one_proposal_per_member"),
        ]
