"""Notices and what the court's own record says: each a claim with its source, who recorded it, and when."""

from django.db import models


class Notice(models.Model):
    """A notice to appear or tear sheet as the person holds it (or no longer does)."""

    person = models.ForeignKey("records.Person", related_name="notices", on_delete=models.PROTECT)
    state = models.CharField(max_length=13)  # held, taken_or_lost, none; empty is not known
    kind = models.CharField(max_length=10, blank=True)  # notice, tear_sheet
    number = models.CharField(max_length=20, blank=True, db_index=True)
    served_on = models.DateField(null=True)
    hearing_on = models.DateField(null=True)
    hearing_location = models.CharField(max_length=120, blank=True)
    address = models.CharField(max_length=300, blank=True)
    printed = models.CharField(max_length=300, blank=True)  # the date and hour as printed
    source = models.CharField(max_length=120)
    recorded_by = models.ForeignKey("records.User", null=True, on_delete=models.PROTECT)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="notice_state", condition=models.Q(state__in=["", "held", "taken_or_lost", "none"])
            ),
            models.CheckConstraint(name="notice_kind", condition=models.Q(kind__in=["", "notice", "tear_sheet"])),
            models.CheckConstraint(name="notice_has_a_source", condition=~models.Q(source="")),
        ]
        indexes = [models.Index(fields=["person", "-recorded_at"], name="notice_latest")]


class CourtRecordSeen(models.Model):
    """What someone read in the immigration court's own record, at one moment."""

    person = models.ForeignKey("records.Person", related_name="court_records", on_delete=models.PROTECT)
    status = models.CharField(max_length=7, blank=True)  # pending, closed, appeal; empty is not known
    hearing_on = models.DateField(null=True)
    source = models.CharField(max_length=120)
    seen_at = models.DateTimeField()
    recorded_by = models.ForeignKey("records.User", null=True, on_delete=models.PROTECT)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="court_record_status", condition=models.Q(status__in=["", "pending", "closed", "appeal"])
            ),
            models.CheckConstraint(name="court_record_has_a_source", condition=~models.Q(source="")),
        ]
        indexes = [models.Index(fields=["person", "-seen_at"], name="court_record_latest")]
