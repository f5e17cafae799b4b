"""Notices and what the court's own record says: each a claim with its source, who recorded it, and when."""

from django.db import models


class Notice(models.Model):
    """A notice to appear or tear sheet as the person holds it (or no longer does)."""

    person = models.ForeignKey("records.Person", related_name="notices", on_delete=models.PROTECT)
    state = models.CharField(max_length=13)  # held, taken_or_lost, none; empty is not known
    kind = models.CharField(max_length=10, blank=True)  # notice, tear_sheet
    number = models.CharField(max_length=20, blank=True, db_index=True)
    served_on = models.DateField(null=True)
    hearing_on = models.DateField(null=True)
    hearing_location = models.CharField(max_length=120, blank=True)
    address = models.CharField(max_length=300, blank=True)
    printed = models.CharField(max_length=300, blank=True)  # the date and hour as printed
    served_how = models.CharField(max_length=9, blank=True)  # in_person, by_mail
    box = models.CharField(max_length=11, blank=True)  # arriving, present, admitted, none_ticked
    hearing_at = models.TimeField(null=True)  # in the court's clock
    check_in_on = models.DateField(null=True)
    check_in_at = models.TimeField(null=True)  # in the port's clock; never derived from the hearing's
    port = models.CharField(max_length=60, blank=True)
    language = models.CharField(max_length=3, blank=True)  # ISO 639-3
    received_on = models.DateField(null=True)  # the day the person says
    stayed_there = models.BooleanField(null=True)  # whether they were ever at the address printed
    read_in_full = models.BooleanField(default=False)  # an empty field then means: the paper does not say
    source = models.CharField(max_length=120)
    recorded_by = models.ForeignKey("records.User", null=True, on_delete=models.PROTECT)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="notice_state", condition=models.Q(state__in=["", "held", "taken_or_lost", "none"])
            ),
            models.CheckConstraint(name="notice_kind", condition=models.Q(kind__in=["", "notice", "tear_sheet"])),
            models.CheckConstraint(name="notice_has_a_source", condition=~models.Q(source="")),
            models.CheckConstraint(
                name="notice_served_how", condition=models.Q(served_how__in=["", "in_person", "by_mail"])
            ),
            models.CheckConstraint(
                name="notice_box",
                condition=models.Q(box__in=["", "arriving", "present", "admitted", "none_ticked"]),
            ),
        ]
        indexes = [models.Index(fields=["person", "-recorded_at"], name="notice_latest")]


class CourtRecordSeen(models.Model):
    """What someone read in the immigration court's own record, at one moment."""

    person = models.ForeignKey("records.Person", related_name="court_records", on_delete=models.PROTECT)
    status = models.CharField(max_length=7, blank=True)  # pending, closed, appeal; empty is not known
    hearing_on = models.DateField(null=True)
    hearing_at = models.TimeField(null=True)  # in the court's clock
    hearing_location = models.CharField(max_length=120, blank=True)
    source = models.CharField(max_length=120)
    seen_at = models.DateTimeField()
    recorded_by = models.ForeignKey("records.User", null=True, on_delete=models.PROTECT)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="court_record_status", condition=models.Q(status__in=["", "pending", "closed", "appeal"])
            ),
            models.CheckConstraint(name="court_record_has_a_source", condition=~models.Q(source="")),
        ]
        indexes = [models.Index(fields=["person", "-seen_at"], name="court_record_latest")]


class HearingClaim(models.Model):
    """What somebody other than the notice and the court's record says of a hearing or a check-in.

    The table only grows: a correction is a new row, and the newest word of a source stands.
    """

    person = models.ForeignKey("records.Person", related_name="hearing_claims", on_delete=models.PROTECT)
    about = models.CharField(max_length=8)  # hearing, check_in
    source = models.CharField(max_length=12)  # other_paper, announcement, lawyer, person, port, roster
    where = models.CharField(max_length=120, blank=True)  # which paper, line or announcement
    on = models.DateField(null=True)  # null: this source gives no day
    at = models.TimeField(null=True)
    place = models.CharField(max_length=120, blank=True)
    zone = models.CharField(max_length=40, blank=True)  # of the hour; empty is not known
    printed = models.CharField(max_length=300, blank=True)
    # The database refuses to let such a row go; Django need not read a whole list to find that out.
    roster_row = models.ForeignKey(
        "records.RosterRow", null=True, related_name="+", db_index=False, on_delete=models.DO_NOTHING
    )
    seen_at = models.DateTimeField()
    seen_by = models.ForeignKey("records.Organisation", related_name="+", on_delete=models.PROTECT)
    recorded_by = models.ForeignKey("records.User", related_name="+", on_delete=models.PROTECT)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="claim_about", condition=models.Q(about__in=["hearing", "check_in"])),
            models.CheckConstraint(
                name="claim_source",
                condition=models.Q(source__in=["other_paper", "announcement", "lawyer", "person", "port", "roster"]),
            ),
            models.CheckConstraint(
                name="claim_of_a_roster_has_its_row",
                condition=models.Q(source="roster", roster_row__isnull=False)
                | (~models.Q(source="roster") & models.Q(roster_row__isnull=True)),
            ),
            models.UniqueConstraint(fields=["roster_row", "person", "about"], name="claim_once_per_roster_row"),
            models.CheckConstraint(
                name="claim_hour_has_a_day", condition=models.Q(at__isnull=True) | models.Q(on__isnull=False)
            ),
            models.CheckConstraint(
                name="claim_seen_before_recorded", condition=models.Q(seen_at__lte=models.F("recorded_at"))
            ),
        ]
        indexes = [models.Index(fields=["person", "-seen_at"], name="claims_latest")]


class HearingAlarm(models.Model):
    """Something about a date that somebody must look at by an hour. It refuses nobody anything.

    `rests_on` is a digest of the claims it was raised from: the same claims, once answered, raise it no more.
    """

    reference = models.CharField(max_length=16, unique=True)
    person = models.ForeignKey("records.Person", related_name="hearing_alarms", on_delete=models.PROTECT)
    location_key = models.CharField(max_length=5)  # the family's, which never changes: lists are read by it
    code = models.CharField(max_length=24)  # closed_case_with_a_date, hearing_in_dispute, check_in_in_dispute
    rests_on = models.CharField(max_length=64)
    organisation = models.ForeignKey("records.Organisation", db_index=False, on_delete=models.PROTECT)
    answer_by = models.DateTimeField()
    state = models.CharField(max_length=9)  # open, escalated, answered: see admission.states
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "code"],
                condition=models.Q(state__in=["open", "escalated"]),
                name="one_open_alarm_per_person_and_kind",
            ),
            models.CheckConstraint(
                name="alarm_code",
                condition=models.Q(code__in=["closed_case_with_a_date", "hearing_in_dispute", "check_in_in_dispute"]),
            ),
            models.CheckConstraint(
                name="alarm_state",
                condition=models.Q(state__in=["open", "escalated"], closed_at__isnull=True)
                | models.Q(state="answered", closed_at__isnull=False),
            ),
            models.CheckConstraint(name="alarm_has_a_place", condition=~models.Q(location_key="")),
        ]
        indexes = [
            models.Index(fields=["organisation", "state", "answer_by", "id", "location_key"], name="alarms_by_hour"),
            models.Index(fields=["location_key", "state", "answer_by", "id"], name="alarms_of_a_place"),
            models.Index(fields=["state", "answer_by", "id"], name="alarms_everywhere"),
            models.Index(fields=["organisation", "closed_at", "id"], name="alarms_answered_by"),
            models.Index(fields=["location_key", "closed_at", "id"], name="alarms_answered_at_a_place"),
            models.Index(fields=["closed_at", "id"], name="alarms_answered"),
        ]


class AlarmEvent(models.Model):
    """One thing that happened to an alarm; an answer says what was found and where it was seen."""

    alarm = models.ForeignKey(HearingAlarm, related_name="events", on_delete=models.PROTECT)
    event = models.CharField(max_length=9)  # opened, escalated, answered
    found = models.CharField(max_length=16, blank=True)  # date_stands, date_is_false, other_date, not_found
    said = models.TextField(blank=True)
    source = models.CharField(max_length=120, blank=True)
    by = models.ForeignKey("records.User", null=True, related_name="+", on_delete=models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="alarm_answer_is_whole",
                condition=(models.Q(event__in=["opened", "escalated"], found="", source=""))
                | (
                    models.Q(event="answered", found__in=["date_stands", "date_is_false", "other_date", "not_found"])
                    & ~models.Q(source="")
                ),
            )
        ]


_OF_OTHERS = models.Q(cared_by_others=True)


class KeptPaper(models.Model):
    """A person's paper or thing that somebody else keeps: a receipt, an owner who asks for it back, and an end."""

    reference = models.CharField(max_length=16, unique=True)  # the receipt's number
    person = models.ForeignKey("records.Person", related_name="kept_papers", on_delete=models.PROTECT)
    location_key = models.CharField(max_length=5)  # the family's, which never changes: lists are read by it
    what = models.CharField(max_length=17)
    number = models.CharField(max_length=40, blank=True)  # as printed on the paper
    folded_number = models.CharField(max_length=40, blank=True)
    keeper_kind = models.CharField(max_length=19)
    keeper = models.CharField(max_length=120, blank=True)  # an organisation's name, never a private person's
    since_on = models.DateField()
    since_is_about = models.BooleanField(default=False)  # only the month is known
    promised_on = models.DateField(null=True)
    organisation = models.ForeignKey(  # which asks for it back
        "records.Organisation", db_index=False, on_delete=models.PROTECT
    )
    chase_by = models.DateTimeField()
    state = models.CharField(max_length=8)  # kept, overdue, returned: see admission.states
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("records.User", related_name="+", on_delete=models.PROTECT)
    returned_on = models.DateField(null=True)
    cared_by = models.ForeignKey(  # a body that protects the person; see casework.in_care
        "records.Organisation", null=True, related_name="+", db_index=False, on_delete=models.PROTECT
    )
    cared_by_others = models.BooleanField(default=False)  # other bodies do, too

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["what", "folded_number"],
                condition=models.Q(state__in=["kept", "overdue"]) & ~models.Q(folded_number=""),
                name="one_open_custody_per_paper",
            ),
            models.UniqueConstraint(
                fields=["person", "what"],
                condition=models.Q(state__in=["kept", "overdue"], folded_number=""),
                name="one_open_custody_without_a_number",
            ),
            models.CheckConstraint(
                name="kept_paper_what",
                condition=models.Q(
                    what__in=[
                        "passport",
                        "birth_certificate",
                        "identity_card",
                        "notice",
                        "tear_sheet",
                        "phone",
                        "other",
                    ]
                ),
            ),
            models.CheckConstraint(
                name="kept_paper_keeper",
                condition=models.Q(
                    keeper_kind__in=[
                        "us_authority",
                        "migration_authority",
                        "police",
                        "shelter",
                        "lawyer",
                        "employer",
                        "other",
                    ]
                ),
            ),
            models.CheckConstraint(
                name="kept_paper_state",
                condition=models.Q(state__in=["kept", "overdue"], returned_on__isnull=True)
                | models.Q(state="returned", returned_on__isnull=False),
            ),
            models.CheckConstraint(
                name="kept_paper_returned_after_it_was_kept",
                condition=models.Q(returned_on__isnull=True) | models.Q(returned_on__gte=models.F("since_on")),
            ),
            models.CheckConstraint(name="kept_paper_has_a_place", condition=~models.Q(location_key="")),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "state", "chase_by", "id", "location_key"], name="kept_papers_by_hour"
            ),
            models.Index(fields=["location_key", "state", "chase_by", "id"], name="kept_papers_of_a_place"),
            models.Index(fields=["state", "chase_by", "id"], name="kept_papers_everywhere"),
            models.Index(fields=["organisation", "returned_on", "id"], name="kept_papers_back_with"),
            models.Index(fields=["location_key", "returned_on", "id"], name="kept_papers_back_at_a_place"),
            models.Index(fields=["returned_on", "id"], name="kept_papers_back"),
            models.Index(fields=["cared_by", "state", "chase_by", "id"], name="kept_papers_cared_by"),
            models.Index(fields=["cared_by", "returned_on", "id"], name="kept_papers_back_cared_by"),
            models.Index(fields=["state", "chase_by", "id"], condition=_OF_OTHERS, name="kept_papers_of_others"),
            models.Index(fields=["returned_on", "id"], condition=_OF_OTHERS, name="kept_papers_back_of_others"),
        ]


class KeptPaperEvent(models.Model):
    """One thing that happened to a kept paper: recorded, asked for, overdue, returned."""

    paper = models.ForeignKey(KeptPaper, related_name="events", on_delete=models.PROTECT)
    event = models.CharField(max_length=8)  # recorded, asked, overdue, returned
    said = models.TextField(blank=True)  # what the keeper answered
    by = models.ForeignKey("records.User", null=True, related_name="+", on_delete=models.PROTECT)
    at = models.DateTimeField()
