"""Private answers, sealed; notices to child protection; requests for asylum in Mexico."""

from django.db import models


class NamedBody(models.Model):
    """Which organisation answers for a kind of question at a location, half-open [from_on, until_on)."""

    kind = models.CharField(max_length=20)  # protecting_body, child_protection, comar, court_liaison, review, ...
    location_key = models.CharField(max_length=5)
    organisation = models.ForeignKey("records.Organisation", on_delete=models.PROTECT)
    from_on = models.DateField()
    until_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "location_key"], condition=models.Q(until_on__isnull=True), name="one_named_body_now"
            )
        ]


class SealedAnswer(models.Model):
    """Private answers and what the rules said of them, readable only by one organisation."""

    person = models.ForeignKey("records.Person", related_name="sealed_answers", on_delete=models.PROTECT)
    organisation = models.ForeignKey("records.Organisation", on_delete=models.PROTECT)
    about = models.CharField(max_length=120)  # bound inside the box; a moved box does not open
    box = models.BinaryField()
    sealed_at = models.DateTimeField()


class ProtectionNotice(models.Model):
    """A notice drafted to a protecting authority (child protection, COMAR): body sealed to it, clock in clear."""

    reference = models.CharField(max_length=16, unique=True)
    kind = models.CharField(max_length=20)  # child_protection, asylum
    person = models.ForeignKey("records.Person", related_name="protection_notices", on_delete=models.PROTECT)
    organisation = models.ForeignKey("records.Organisation", on_delete=models.PROTECT)
    box = models.BinaryField()
    state = models.CharField(max_length=12)  # drafted, sent, acknowledged
    drafted_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)


class AsylumRequest(models.Model):
    """That a person asked for asylum in Mexico: existence sealed to the protecting body with its notice."""

    person = models.ForeignKey("records.Person", related_name="asylum_requests", on_delete=models.PROTECT)
    notice = models.OneToOneField(ProtectionNotice, on_delete=models.PROTECT)
    asked_at = models.DateTimeField()
