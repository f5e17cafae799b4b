"""The chained audit entries and the Merkle heads the worker signs over them."""

from django.db import models


class AuditEntry(models.Model):
    """One deed or one look; committed before its answer leaves. The digest covers the one before it."""

    seq = models.BigIntegerField(unique=True)
    at = models.DateTimeField()
    actor = models.ForeignKey("records.User", null=True, on_delete=models.PROTECT)  # null: the house's own worker
    role = models.CharField(max_length=6)
    organisation = models.CharField(max_length=60, blank=True)  # its key at that moment
    purpose = models.CharField(max_length=20)
    act = models.CharField(max_length=60)
    about = models.JSONField(default=list)  # references of the people, families, requests shown or touched
    detail = models.JSONField(default=dict)  # codes only, never a person's facts
    previous = models.BinaryField()
    digest = models.BinaryField()


class AuditMention(models.Model):
    """Which file an entry is about, so that "who looked" is one look-up."""

    # Found by the constraint's own index; a second one would only make every entry slower.
    entry = models.ForeignKey(AuditEntry, related_name="mentions", on_delete=models.PROTECT, db_index=False)
    reference = models.CharField(max_length=60, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "reference"], name="one_mention_per_entry")]


class AuditTail(models.Model):
    """The one row that says where the chain ends; locked last in every deed, so entries queue up in order."""

    seq = models.BigIntegerField()
    previous = models.BinaryField(default=bytes(32))  # the digest before: one statement moves the tail and tells both
    digest = models.BinaryField()


class MerkleHead(models.Model):
    """A signed root over the first `size` entries."""

    size = models.BigIntegerField(unique=True)
    root = models.BinaryField()
    signed = models.BinaryField()
    made_at = models.DateTimeField()
