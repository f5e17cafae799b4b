"""What a designated location can hold on its own local date, and how safe it was last said to be."""

from django.db import models


class LocationDay(models.Model):
    """Admissions possible at a location on its local date; what is not used lapses with the day."""

    location_key = models.CharField(max_length=5)
    on = models.DateField()
    places = models.PositiveIntegerField()
    free = models.IntegerField()
    set_by = models.ForeignKey("records.User", null=True, on_delete=models.PROTECT)
    set_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["location_key", "on"], name="one_row_per_location_and_day"),
            models.CheckConstraint(name="free_is_never_negative", condition=models.Q(free__gte=0)),
            models.CheckConstraint(name="free_within_places", condition=models.Q(free__lte=models.F("places"))),
        ]


class SecurityReport(models.Model):
    """One statement about a location's security, by a named source; it goes stale (EST parameter)."""

    location_key = models.CharField(max_length=5)
    state = models.CharField(max_length=6, choices=[("ok", "ok"), ("unsafe", "unsafe")])
    source = models.CharField(max_length=200)
    reported_at = models.DateTimeField()
    recorded_by = models.ForeignKey("records.User", null=True, on_delete=models.PROTECT)

    class Meta:
        indexes = [models.Index(fields=["location_key", "-reported_at"], name="security_latest")]
