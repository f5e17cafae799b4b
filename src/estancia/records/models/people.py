"""People and the family group that stands above the case."""

from django.db import models


class FamilyGroup(models.Model):
    """People who came together and are decided together."""

    reference = models.CharField(max_length=16, unique=True)  # random, shown to outsiders
    location_key = models.CharField(max_length=5)
    includes_citizen_child = models.BooleanField(null=True)
    created_at = models.DateTimeField()


class Person(models.Model):
    """One person as the notice names them; null is not known, never no."""

    reference = models.CharField(max_length=16, unique=True)
    family = models.ForeignKey(FamilyGroup, related_name="members", on_delete=models.PROTECT)
    name = models.CharField(max_length=200)  # as in the notice
    folded_name = models.CharField(max_length=200, db_index=True)
    born_on = models.DateField(null=True)
    born_approximately = models.BooleanField(default=False)  # the day was not known; see casework.intake_steps
    nationality = models.CharField(max_length=3, blank=True)  # ISO 3166-1 alpha-3; empty is not known
    languages = models.JSONField(default=list)  # ISO 639-3 understood; empty is not known
    best_language = models.CharField(max_length=3, blank=True)
    interpreter_needed = models.BooleanField(null=True)
    accompanied_by = models.CharField(max_length=14, blank=True)
    entry = models.CharField(max_length=13, blank=True)
    us_status = models.CharField(max_length=18, blank=True)
    interviewed_by_us = models.BooleanField(null=True)
    order_in_family = models.PositiveSmallIntegerField(default=0)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("records.User", null=True, on_delete=models.PROTECT)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["family", "order_in_family"], name="one_person_per_place_in_family"),
            models.CheckConstraint(
                name="person_accompanied_by",
                condition=models.Q(accompanied_by__in=["", "parent", "legal_guardian", "other_adult", "nobody"]),
            ),
            models.CheckConstraint(
                name="person_entry", condition=models.Q(entry__in=["", "at_port", "between_ports", "elsewhere"])
            ),
            models.CheckConstraint(
                name="person_us_status",
                condition=models.Q(us_status__in=["", "none", "citizen", "permanent_resident", "parole"]),
            ),
        ]
