"""How a person is found under another spelling, and which two are not one."""

from django.db import models


class IdentityKey(models.Model):
    """A key a person is stored under, as a whole number; see `people.identity.keys`.

    The primary key is the pair, which is all there is: a look-up reads the index and never the table. Keys are put and
    never changed; an old spelling keeps its own.
    """

    pk = models.CompositePrimaryKey("key", "person_id")
    key = models.BigIntegerField()
    person = models.ForeignKey("records.Person", on_delete=models.PROTECT, related_name="+", db_index=False)


class NotTheSame(models.Model):
    """Somebody looked at two and said that they are two people, or one of them asked to be kept apart for ever.

    `first` and `second`, in the order of their signs, are references of people, or `draft:number` while an intake is
    open. (The database does not check the order: PostgreSQL orders text as its locale does.)
    """

    first = models.CharField(max_length=24)
    second = models.CharField(max_length=24, db_index=True)
    for_ever = models.BooleanField(default=False)
    said_by = models.ForeignKey("records.User", null=True, on_delete=models.PROTECT)
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="a_pair_is_kept_apart_once"),
            models.CheckConstraint(name="a_pair_is_of_two", condition=~models.Q(first=models.F("second"))),
        ]
