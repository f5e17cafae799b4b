"""The stay for humanitarian reasons, its signed document, revocations, and the public half of the signing keys."""

from django.db import models


class Stay(models.Model):
    """A person's stay, half-open [valid_from, valid_until); entries and exits are many."""

    person = models.ForeignKey("records.Person", related_name="stays", on_delete=models.PROTECT)
    request = models.ForeignKey("records.Request", related_name="stays", on_delete=models.PROTECT)
    valid_from = models.DateField()
    valid_until = models.DateField()
    state = models.CharField(max_length=8)  # valid, revoked
    granted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(state="valid"), name="one_valid_stay_per_person"
            ),
            models.CheckConstraint(
                name="stay_period_runs_forward", condition=models.Q(valid_until__gt=models.F("valid_from"))
            ),
        ]
        indexes = [
            models.Index(fields=["valid_until"], condition=models.Q(state="valid"), name="stays_to_renew"),
        ]


class StayDocument(models.Model):
    """The issuance log: every card signed, by number."""

    stay = models.ForeignKey(Stay, related_name="documents", on_delete=models.PROTECT)
    number = models.CharField(max_length=16, unique=True)
    token = models.BinaryField()
    kid = models.CharField(max_length=40)
    issued_at = models.DateTimeField()
    issued_by = models.ForeignKey("records.User", null=True, on_delete=models.PROTECT)


class RevokedCard(models.Model):
    """A card taken back: who asked, who confirmed (someone else), and why."""

    document = models.OneToOneField(StayDocument, related_name="revocation", on_delete=models.PROTECT)
    asked_by = models.ForeignKey("records.User", related_name="revocations_asked", on_delete=models.PROTECT)
    asked_at = models.DateTimeField()
    reason = models.TextField()
    confirmed_by = models.ForeignKey(
        "records.User", null=True, related_name="revocations_confirmed", on_delete=models.PROTECT
    )
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="revocation_is_confirmed_by_another",
                condition=models.Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | (
                    models.Q(confirmed_by__isnull=False, confirmed_at__isnull=False)
                    & ~models.Q(confirmed_by=models.F("asked_by"))
                ),
            )
        ]
        indexes = [
            models.Index(
                fields=["confirmed_at", "asked_at"],
                condition=models.Q(confirmed_at__isnull=True),
                name="revocations_to_confirm",
            )
        ]


class SigningKeyRow(models.Model):
    """The public half of a signing key; the private half is a file beside the database, never in it."""

    kid = models.CharField(max_length=40, unique=True)
    public_pem = models.TextField()
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=7)  # active, retired, revoked
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["state"], condition=models.Q(state="active"), name="one_active_signing_key")
        ]
