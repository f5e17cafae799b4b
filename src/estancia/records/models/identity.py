"""How a person is found under another spelling, and which two are not one."""

from django.db import models
from django.db.models.functions import Greatest, Least


class IdentityKey(models.Model):
    """A key a person is stored under, as a whole number; see `people.identity.keys`.

    The primary key is the pair, which is all there is: a look-up reads the index and never the table. Keys are put and
    never changed; an old spelling keeps its own.
    """

    pk = models.CompositePrimaryKey("key", "person_id")
    key = models.BigIntegerField()
    person = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="+", db_index=False)


class NotTheSame(models.Model):
    """Somebody looked at two and said that they are two people, or one of them asked to be kept apart for ever.

    `first` and `second`, in the order of their signs, are references of people, or `draft:number` while an intake is
    open. (The database does not check the order: PostgreSQL orders text as its locale does.)
    """

    first = models.CharField(max_length=24)
    second = models.CharField(max_length=24, db_index=True)
    for_ever = models.BooleanField(default=False)
    said_by = models.ForeignKey("records.User", null=True, on_delete=models.PROTECT)
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="a_pair_is_kept_apart_once"),
            models.CheckConstraint(name="a_pair_is_of_two", condition=~models.Q(first=models.F("second"))),
        ]


class Merge(models.Model):
    """Two people say that two files are of one person: `other` leads to `kept` while it stands. Nothing is moved.

    Rows stay with the file they were written for, so undoing restores by leaving alone. `chosen` says by fact which
    file's word stands, by reference; `stood` names what belonged to each file when it was confirmed, as `kind:number`.
    What must hold across the pair (one stay at a time, kept apart for ever) is refused by triggers: `records.joining`.
    """

    reference = models.CharField(max_length=16, unique=True)
    kept = models.ForeignKey("records.Person", related_name="merges_kept", on_delete=models.PROTECT)
    other = models.ForeignKey("records.Person", related_name="merges_led", on_delete=models.PROTECT)
    location_key = models.CharField(max_length=5, blank=True)  # where both stand, which never changes
    state = models.CharField(max_length=9)  # asked, confirmed, refused, undone: see casework.merge_states
    reason = models.TextField()
    chosen = models.JSONField(default=dict)
    stood = models.JSONField(default=dict)
    asked_by = models.ForeignKey("records.User", related_name="merges_asked", on_delete=models.PROTECT)
    asked_at = models.DateTimeField()
    answered_by = models.ForeignKey("records.User", null=True, related_name="+", on_delete=models.PROTECT)
    answered_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey("records.User", null=True, related_name="+", on_delete=models.PROTECT)
    undone_at = models.DateTimeField(null=True)
    undone_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_merge_is_of_two", condition=~models.Q(kept=models.F("other"))),
            models.CheckConstraint(
                name="merge_state_is_known",
                condition=models.Q(state="asked", answered_by__isnull=True, undone_by__isnull=True)
                | models.Q(state__in=["confirmed", "refused"], answered_by__isnull=False, undone_by__isnull=True)
                | models.Q(state="undone", answered_by__isnull=False, undone_by__isnull=False),
            ),
            models.CheckConstraint(
                name="merge_is_confirmed_by_another",
                condition=models.Q(state__in=["asked", "refused"]) | ~models.Q(answered_by=models.F("asked_by")),
            ),
            models.UniqueConstraint(
                fields=["other"], condition=models.Q(state="confirmed"), name="a_file_leads_to_one_file"
            ),
            models.UniqueConstraint(
                Least("kept", "other"),
                Greatest("kept", "other"),
                condition=models.Q(state__in=["asked", "confirmed"]),
                name="a_pair_is_merged_once",
            ),
        ]
        indexes = [
            models.Index(fields=["kept", "state"], name="merges_of_a_file"),
            models.Index(
                fields=["location_key", "state", "asked_at", "id", "asked_by"], name="merges_asked_at_a_place"
            ),
            models.Index(fields=["location_key", "state", "answered_at", "id"], name="merges_answered_at_a_place"),
        ]


class NameWord(models.Model):
    """A word of a person's folded name, or a pair of them, as a whole number, at the place of their family.

    See `people.name_words`.

    Written anew when a name is corrected or a family moves. Whoever stands under one word is looked for under another
    by person and word, and the table itself is never read.
    """

    pk = models.CompositePrimaryKey("location", "word", "person_id")
    location = models.PositiveIntegerField()  # the municipality's key, as a number
    word = models.BigIntegerField()
    person = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        indexes = [models.Index(fields=["person", "word"], name="words_of_a_person")]
