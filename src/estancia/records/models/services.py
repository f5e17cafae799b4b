"""Complaints: sealed to the body that answers them, which the database itself keeps outside the one complained of."""

from django.db import models
from django.db.models import F, Q

_OPEN = ["opened", "acknowledged", "passed_on", "escalated"]
_CLOSED = ["answered", "withdrawn"]
_IS_OPEN = Q(closed_at__isnull=True)  # the same as the state: see constraints


class Complaint(models.Model):
    """One complaint. In clear stand its kind, its owner, its clock and its state; what was told lies in the box.

    `receipt_key` is the public half of a key that whoever complained holds as a receipt number: the answer is sealed
    to it, and it finds the row. `accused` is the organisation complained of, where it is one of this house, and each
    `_house` the topmost body an organisation is part of: kept so that the database can refuse one that would answer
    about itself, and shown to nobody. `filed_for` is the organisation that follows it, if one does.
    """

    reference = models.CharField(max_length=16, unique=True)
    receipt_key = models.BinaryField(max_length=32, unique=True)
    kind = models.CharField(max_length=16)
    state = models.CharField(max_length=12, default="opened")  # see services.states
    organisation = models.ForeignKey(  # see indexes
        "records.Organisation", related_name="complaints", db_index=False, on_delete=models.PROTECT
    )
    organisation_house = models.ForeignKey("records.Organisation", related_name="+", on_delete=models.PROTECT)
    accused = models.ForeignKey("records.Organisation", null=True, related_name="+", on_delete=models.PROTECT)
    accused_house = models.ForeignKey("records.Organisation", null=True, related_name="+", on_delete=models.PROTECT)
    filed_for = models.ForeignKey(
        "records.Organisation", null=True, related_name="+", db_index=False, on_delete=models.PROTECT
    )
    box = models.BinaryField()
    answer_box = models.BinaryField(null=True)  # sealed to the receipt
    answer_kept = models.BinaryField(null=True)  # sealed to the body that answered
    filed_at = models.DateTimeField()
    due_by = models.DateTimeField()  # by when its owner must take the next step
    answer_by = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="nobody_answers_about_themselves",
                condition=Q(accused__isnull=True, accused_house__isnull=True)
                | Q(accused__isnull=False, accused_house__isnull=False)
                & ~Q(organisation=F("accused"))
                & ~Q(organisation=F("accused_house"))
                & ~Q(organisation_house=F("accused"))
                & ~Q(organisation_house=F("accused_house")),
            ),
            models.CheckConstraint(
                name="complaint_kind_is_known",
                condition=Q(
                    kind__in=[
                        "blocked_visit",
                        "papers_kept",
                        "money_asked",
                        "violence",
                        "family_split",
                        "not_heard",
                        "no_interpreter",
                        "no_care",
                        "other",
                    ]
                ),
            ),
            models.CheckConstraint(
                name="complaint_state_is_known",
                condition=Q(state__in=_OPEN, closed_at__isnull=True) | Q(state__in=_CLOSED, closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="answered_complaint_has_its_answer",
                condition=Q(state="answered", answer_box__isnull=False, answer_kept__isnull=False)
                | ~Q(state="answered") & Q(answer_box__isnull=True, answer_kept__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "due_by", "id"], condition=_IS_OPEN, name="complaints_to_answer"),
            models.Index(fields=["filed_for", "due_by", "id"], condition=_IS_OPEN, name="complaints_followed"),
            models.Index(fields=["due_by", "id"], condition=Q(state="escalated"), name="complaints_late"),
            models.Index(fields=["organisation", "closed_at", "id"], name="complaints_closed_by"),
            models.Index(fields=["filed_for", "closed_at", "id"], name="complaints_followed_closed"),
        ]


class ComplaintEvent(models.Model):
    """One thing that happened to a complaint, and at which body; never who filed it."""

    complaint = models.ForeignKey(Complaint, related_name="events", on_delete=models.PROTECT)
    event = models.CharField(max_length=12)
    organisation = models.ForeignKey("records.Organisation", on_delete=models.PROTECT)
    by = models.ForeignKey("records.User", null=True, on_delete=models.PROTECT)
    at = models.DateTimeField()
