"""The stay lived: exits and entries, who is expected back, the contact a person chose, renewals, and the end."""

from django.db import models


class Crossing(models.Model):
    """One exit or entry, as it happened. Rows only ever come; a mistake is taken back by a row that corrects it."""

    stay = models.ForeignKey("records.Stay", related_name="crossings", on_delete=models.PROTECT)
    direction = models.CharField(max_length=3)  # out, in
    happened_at = models.DateTimeField()
    location_key = models.CharField(max_length=5)
    identified_by = models.CharField(max_length=10)  # card, code, name, paper_list, correction
    source = models.CharField(max_length=10)  # window, paper_list
    press = models.CharField(max_length=32)  # of the page that was pressed: the same press records once
    corrects = models.OneToOneField("self", null=True, related_name="corrected_by", on_delete=models.PROTECT)
    recorded_by = models.ForeignKey("records.User", on_delete=models.PROTECT)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stay", "press", "direction"], name="a_press_crosses_once"),
            models.CheckConstraint(name="crossing_direction", condition=models.Q(direction__in=["out", "in"])),
            models.CheckConstraint(
                name="crossing_identified_by",
                condition=models.Q(identified_by__in=["card", "code", "name", "paper_list"], corrects__isnull=True)
                | models.Q(identified_by="correction", corrects__isnull=False),
            ),
            models.CheckConstraint(name="crossing_source", condition=models.Q(source__in=["window", "paper_list"])),
            models.CheckConstraint(
                name="crossing_happened_before_it_was_recorded",
                condition=models.Q(happened_at__lte=models.F("recorded_at")),
            ),
        ]
        indexes = [
            models.Index(fields=["stay", "happened_at"], name="line_of_crossings"),
            models.Index(fields=["location_key", "happened_at"], name="crossings_of_a_day"),
            models.Index(fields=["press"], name="crossings_of_a_press"),
        ]


class ExpectedReturn(models.Model):
    """Someone who left for a hearing, by when they are expected, and who calls the contact they chose.

    `hearing_on` is the day they left for. Where a later word gives a day that the same exit can reach, `moved_to` is
    that day, and the hours follow it.
    """

    reference = models.CharField(max_length=16, unique=True)
    stay = models.ForeignKey("records.Stay", related_name="expected_returns", on_delete=models.PROTECT)
    exit = models.OneToOneField(Crossing, related_name="expected_return", on_delete=models.PROTECT)
    hearing_on = models.DateField()
    moved_to = models.DateField(null=True)
    expected_by = models.DateTimeField()
    organisation = models.ForeignKey("records.Organisation", related_name="+", on_delete=models.PROTECT)
    state = models.CharField(max_length=18)  # see stay.states
    call_by = models.DateTimeField()  # the hour, moved on when the contact did not answer
    calls = models.PositiveSmallIntegerField(default=0)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("records.User", null=True, related_name="+", on_delete=models.PROTECT)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["stay"],
                condition=models.Q(state__in=["waiting", "not_reached"]),
                name="expected_back_once",
            ),
            models.CheckConstraint(
                name="expected_return_state",
                condition=models.Q(state__in=["waiting", "not_reached"], closed_at__isnull=True)
                | models.Q(
                    state__in=["returned", "reached", "stays_in_us", "chose_not_to_go_on", "mistaken"],
                    closed_at__isnull=False,
                ),
            ),
        ]
        indexes = [models.Index(fields=["organisation", "state", "call_by"], name="expected_back_by_hour")]


class ExpectedEvent(models.Model):
    """What was written down of someone expected back: what a call gave, what corrected it, a hearing that moved.

    Rows only come. `instead_of` is the outcome a correction stands for; `hearing_on` the day a moved hearing is on.
    """

    expected = models.ForeignKey(ExpectedReturn, related_name="events", on_delete=models.PROTECT)
    event = models.CharField(max_length=18)  # an event of stay.states, or hearing_moved
    instead_of = models.CharField(max_length=18, blank=True)
    hearing_on = models.DateField(null=True)
    by = models.ForeignKey("records.User", null=True, related_name="+", on_delete=models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_moved_hearing_names_its_day",
                condition=models.Q(event="hearing_moved", hearing_on__isnull=False)
                | ~models.Q(event="hearing_moved") & models.Q(hearing_on__isnull=True),
            )
        ]


class ChosenContact(models.Model):
    """Whom a person chose to be called, in their own words, or that nobody is to be. Only the latest is kept."""

    person = models.OneToOneField("records.Person", related_name="chosen_contact", on_delete=models.PROTECT)
    wants_call = models.BooleanField()
    name = models.CharField(max_length=200, blank=True)  # as the person calls them
    telephone = models.CharField(max_length=40, blank=True)  # as told
    folded_telephone = models.CharField(max_length=20, blank=True, db_index=True)  # its digits, for search
    language = models.CharField(max_length=40, blank=True)  # as told; empty is not known
    terms = models.CharField(max_length=400, blank=True)  # when and for what they may be called, or what is asked
    recorded_by = models.ForeignKey("records.User", on_delete=models.PROTECT)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_contact_can_be_called",
                condition=models.Q(wants_call=True) & ~models.Q(name="") & ~models.Q(folded_telephone="")
                | models.Q(wants_call=False, name="", telephone="", folded_telephone=""),
            )
        ]


class StayRenewal(models.Model):
    """One renewal of a stay: opened by its date, decided by a person; the stay and its log stay the same.

    `old_until` is where the replaced card ends, `new_until` where the stay ends now.
    """

    stay = models.ForeignKey("records.Stay", related_name="renewals", on_delete=models.PROTECT)
    location_key = models.CharField(max_length=5)  # the family's, which never changes: lists are read by it
    state = models.CharField(max_length=7)  # open, granted, closed
    opened_at = models.DateTimeField()
    must_cover_until = models.DateField(null=True)  # as known when it was opened or granted; null is not known
    old_until = models.DateField()
    new_until = models.DateField(null=True)
    replaced = models.OneToOneField(
        "records.StayDocument", null=True, related_name="replaced_by", on_delete=models.PROTECT
    )
    document = models.OneToOneField("records.StayDocument", null=True, related_name="renews", on_delete=models.PROTECT)
    decided_by = models.ForeignKey("records.User", null=True, related_name="+", on_delete=models.PROTECT)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stay"], condition=models.Q(state="open"), name="one_open_renewal"),
            models.CheckConstraint(name="a_renewal_has_a_place", condition=~models.Q(location_key="")),
            models.CheckConstraint(
                name="a_renewal_is_decided_whole",
                condition=models.Q(state="open", document__isnull=True, decided_at__isnull=True)
                | models.Q(
                    state="granted",
                    document__isnull=False,
                    replaced__isnull=False,
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                    new_until__gt=models.F("old_until"),
                )
                | models.Q(state="closed", document__isnull=True, decided_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["location_key", "old_until", "id"], condition=models.Q(state="open"), name="renewals_of_a_place"
            )
        ]


class StayEnd(models.Model):
    """How a stay ended: the reason as the person gives it, from which day, and who wrote it down; or took it back."""

    stay = models.ForeignKey("records.Stay", related_name="ends", on_delete=models.PROTECT)
    reason = models.CharField(max_length=20)  # see stay.ending
    ended_on = models.DateField()
    recorded_by = models.ForeignKey("records.User", related_name="+", on_delete=models.PROTECT)
    recorded_at = models.DateTimeField()
    taken_back_by = models.ForeignKey("records.User", null=True, related_name="+", on_delete=models.PROTECT)
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["stay"], condition=models.Q(taken_back_at__isnull=True), name="a_stay_ends_once"
            ),
            models.CheckConstraint(
                name="an_end_is_taken_back_by_someone",
                condition=models.Q(taken_back_at__isnull=True, taken_back_by__isnull=True)
                | models.Q(taken_back_at__isnull=False, taken_back_by__isnull=False),
            ),
            models.CheckConstraint(
                name="stay_end_reason",
                condition=models.Q(
                    reason__in=["admitted_us", "chose_not_to_go_on", "other_status", "case_ended", "left"]
                ),
            ),
        ]
