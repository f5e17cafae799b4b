"""The lists a member of staff keeps for themselves."""

from django.db import models


class SavedFilter(models.Model):
    """A way of narrowing a list that somebody keeps under a name of their own: codes and dates, nobody's name."""

    user = models.ForeignKey("records.User", related_name="saved_filters", on_delete=models.CASCADE)
    listed = models.CharField(max_length=10)  # requests, holds: see casework.saved_filters
    name = models.CharField(max_length=40)
    narrows = models.JSONField(default=dict)  # parameter -> code
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "listed", "name"], name="a_filter_is_saved_once_by_name"),
            models.CheckConstraint(
                name="a_saved_filter_is_of_a_list", condition=models.Q(listed__in=["requests", "holds"])
            ),
            models.CheckConstraint(name="a_saved_filter_has_a_name", condition=~models.Q(name="")),
        ]
