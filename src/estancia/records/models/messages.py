"""What is to be told and what falls due: an outbox and a due table, leased and retried by the worker."""

from django.db import models


class OutboxMessage(models.Model):
    """A message queued in the deed's own transaction; it leaves after it. Bodies of protection notices are sealed."""

    kind = models.CharField(max_length=40)
    to_organisation = models.ForeignKey("records.Organisation", on_delete=models.PROTECT)
    about = models.CharField(max_length=16)  # a reference, never a name
    queued_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["sent_at", "queued_at"], name="outbox_in_order")]


class DueTask(models.Model):
    """Something that must be looked at by an hour: an escalation, a review."""

    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=16)
    due_at = models.DateTimeField(db_index=True)
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about"], condition=models.Q(done_at__isnull=True), name="one_open_task"
            )
        ]
