"""Organisations, their sealing keys, and the people who sign in."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class Organisation(models.Model):
    """A body that answers for something: an authority's desk, a protecting body, a shelter, a legal team.

    `public_key` seals to it; `wrapped_key` opens only under the members' key phrase, which is stored nowhere.
    """

    KINDS = [
        ("migration_authority", "Migration authority"),
        ("protection", "Protecting body"),
        ("child_protection", "Child protection authority"),
        ("asylum_authority", "Asylum authority"),
        ("legal", "Legal team"),
        ("foreign_ministry", "Foreign ministry"),
        ("observer", "Observer"),
        ("oversight", "Data protection and oversight"),
        ("human_rights", "Human rights body"),
        ("operator", "System operator"),
    ]
    key = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=30, choices=KINDS)
    public_key = models.BinaryField(null=True)
    wrapped_key = models.BinaryField(null=True)
    part_of = models.ForeignKey("self", null=True, related_name="parts", on_delete=models.PROTECT)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="organisation_is_not_part_of_itself", condition=~models.Q(part_of=models.F("pk"))
            ),
            models.CheckConstraint(
                name="organisation_keys_together",
                condition=models.Q(public_key__isnull=True, wrapped_key__isnull=True)
                | models.Q(public_key__isnull=False, wrapped_key__isnull=False),
            ),
        ]


class User(AbstractUser):
    """A member of staff: one role, one organisation, and for a desk one place."""

    role = models.CharField(max_length=2, blank=True)  # IO PW LW CO OB PE DP SA, as in the access model
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT)
    location_key = models.CharField(max_length=5, blank=True)

    class Meta(AbstractUser.Meta):
        constraints = [
            models.CheckConstraint(
                name="user_role_is_known",
                condition=models.Q(role__in=["", "IO", "PW", "LW", "CO", "OB", "PE", "DP", "SA"]),
            ),
            models.CheckConstraint(
                name="a_role_belongs_to_an_organisation",
                condition=models.Q(role="") | models.Q(organisation__isnull=False),
            ),
        ]
