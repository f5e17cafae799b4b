"""Private answers, sealed; notices to protecting authorities; requests for asylum in Mexico."""

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
            ),
            models.UniqueConstraint(fields=["kind", "location_key", "from_on"], name="one_named_body_from_a_day"),
            models.CheckConstraint(
                name="named_body_period_runs_forward",
                condition=models.Q(until_on__isnull=True) | models.Q(until_on__gt=models.F("from_on")),
            ),
        ]


class SealedAnswer(models.Model):
    """A private answer and what the rules said of it, readable only by one organisation.

    `about` names the draft, member and page the box was closed for, and is bound inside it: a box moved to another
    row does not open. Every person has one row a question, whatever the answer, and all are written at one instant.
    """

    person = models.ForeignKey("records.Person", related_name="sealed_answers", on_delete=models.PROTECT)
    organisation = models.ForeignKey("records.Organisation", on_delete=models.PROTECT)
    about = models.CharField(max_length=120)
    box = models.BinaryField()
    sealed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["about"], name="one_sealed_answer_about_a_question")]


class ProtectionNotice(models.Model):
    """A notice drafted to a protecting authority: body sealed to it, clock in clear.

    One of kind `comar` is written for everyone who was asked about asylum in Mexico, whatever the answer: whether it
    says anything is known only to COMAR once opened, so that the row itself tells nobody who asked.
    """

    reference = models.CharField(max_length=16, unique=True)
    kind = models.CharField(max_length=20)  # child_protection, comar
    person = models.ForeignKey("records.Person", related_name="protection_notices", on_delete=models.PROTECT)
    organisation = models.ForeignKey("records.Organisation", on_delete=models.PROTECT)
    about = models.CharField(max_length=120)
    box = models.BinaryField()
    state = models.CharField(max_length=12, default="drafted")  # drafted, sent, acknowledged
    drafted_at = models.DateTimeField()
    answer_by = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["about"], name="one_notice_about_a_question"),
            models.CheckConstraint(
                name="protection_notice_kind", condition=models.Q(kind__in=["child_protection", "comar"])
            ),
            models.CheckConstraint(
                name="protection_notice_state", condition=models.Q(state__in=["drafted", "sent", "acknowledged"])
            ),
        ]
        indexes = [models.Index(fields=["organisation", "state", "answer_by"], name="notices_by_hour")]


class AsylumRequest(models.Model):
    """That a person asked for asylum in Mexico openly, as a deed after the intake. One made in a private answer has
    no row here: it lives in the sealed notice alone.
    """

    person = models.ForeignKey("records.Person", related_name="asylum_requests", on_delete=models.PROTECT)
    notice = models.OneToOneField(ProtectionNotice, on_delete=models.PROTECT)
    asked_at = models.DateTimeField()
