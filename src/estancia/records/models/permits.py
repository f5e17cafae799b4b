"""Applications for a work permit or a CURP, what happened to each, and whether it could really be used."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

_OPEN = ["filed", "to_cure", "silent", "certificate_asked"]
_CLOSED = ["certificate_given", "granted", "refused", "discarded", "withdrawn"]


class PermitApplication(models.Model):
    """One application; one open for each person and kind. `missing`: codes of papers, and nothing else of them.

    `complete_on` is the day from which the authority's time counts; null while papers are missing. `due_on` is the
    last day of the time that runs now, whoever's it is; null when none does.
    """

    reference = models.CharField(max_length=16, unique=True)
    person = models.ForeignKey("records.Person", related_name="permits", on_delete=models.PROTECT)
    kind = models.CharField(max_length=12)
    place_key = models.CharField(max_length=5)  # the family's, which never changes: lists are read by it
    state = models.CharField(max_length=18, default="filed")  # see stay.permit_states
    missing = models.JSONField(default=list)
    filed_on = models.DateField()
    complete_on = models.DateField(null=True)
    opinion_asked_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    valid_until = models.DateField(null=True)  # of what was granted: the first day no longer covered
    renews = models.ForeignKey("self", null=True, related_name="renewed_by", on_delete=models.PROTECT)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("records.User", on_delete=models.PROTECT)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"], condition=Q(state__in=_OPEN), name="one_open_permit_per_kind"
            ),
            models.CheckConstraint(name="permit_kind_is_known", condition=Q(kind__in=["work_permit", "curp"])),
            models.CheckConstraint(name="permit_state_is_known", condition=Q(state__in=_OPEN + _CLOSED)),
            models.CheckConstraint(
                name="permit_time_runs_from_a_whole_application",
                condition=Q(state="filed", complete_on__isnull=False) | ~Q(state="filed"),
            ),
            models.CheckConstraint(
                name="permit_that_waits_has_its_day",
                condition=Q(state__in=["filed", "to_cure", "certificate_asked"], due_on__isnull=False)
                | ~Q(state__in=["filed", "to_cure", "certificate_asked"]),
            ),
            models.CheckConstraint(
                name="permit_days_only_of_what_was_granted", condition=Q(valid_until__isnull=True) | Q(state="granted")
            ),
            models.CheckConstraint(
                name="permit_answered_after_it_was_filed",
                condition=Q(answered_on__isnull=True) | Q(answered_on__gte=models.F("filed_on")),
            ),
        ]
        indexes = [
            models.Index("place_key", "state", Coalesce("due_on", "filed_on"), "id", name="permits_of_a_place"),
        ]


class PermitEvent(models.Model):
    """One thing that happened to an application, on its day and as recorded by whom."""

    permit = models.ForeignKey(PermitApplication, related_name="events", on_delete=models.PROTECT)
    event = models.CharField(max_length=18)
    on = models.DateField()
    by = models.ForeignKey("records.User", null=True, on_delete=models.PROTECT)
    at = models.DateTimeField()


class PermitUse(models.Model):
    """That a granted permit could really be used from a day, at a place; or could not, and what stood in the way."""

    permit = models.ForeignKey(PermitApplication, related_name="uses", on_delete=models.PROTECT)
    usable = models.BooleanField()
    on = models.DateField()
    place_key = models.CharField(max_length=5)
    obstacle = models.CharField(max_length=16, blank=True)
    by = models.ForeignKey("records.User", on_delete=models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="permit_use_says_what_stood_in_the_way",
                condition=Q(usable=True, obstacle="")
                | Q(usable=False, obstacle__in=["employer", "bank", "office", "number", "other", "not_known"]),
            )
        ]
