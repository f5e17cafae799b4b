"""Which forms were already sent, and where each led; forgotten after two days (EST-41)."""

from django.db import models


class OnceKey(models.Model):
    """One sending of a form, kept in the transaction of its deed.

    Neither the key nor what was sent is here, only digests that nobody can guess from without the key itself.
    """

    key = models.BinaryField(unique=True)  # of who sent it and its once-key
    body = models.BinaryField()  # of what it said, keyed with the once-key
    route = models.CharField(max_length=60)
    leads_to = models.CharField(max_length=200)  # an address of ours: references, never a name
    at = models.DateTimeField(db_index=True)
