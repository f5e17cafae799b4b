"""The request at a designated location, from draft to decision, hold and review."""

from datetime import date

from django.db import models

NO_DAY = date(9999, 12, 31)  # sorts after every day there is


class IntakeDraft(models.Model):
    """An intake under way: clear answers by step; private answers lie beside it, sealed."""

    reference = models.CharField(max_length=16, unique=True)
    location_key = models.CharField(max_length=5)
    answers = models.JSONField(default=dict)  # clear answers only
    protection_open = models.JSONField(default=dict)  # member number -> one bit, for the whole private part
    started_by = models.ForeignKey("records.User", on_delete=models.PROTECT)
    started_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    request = models.OneToOneField("records.Request", null=True, related_name="draft", on_delete=models.PROTECT)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="submitted_draft_has_its_request",
                condition=models.Q(submitted_at__isnull=True, request__isnull=True)
                | models.Q(submitted_at__isnull=False, request__isnull=False),
            )
        ]
        indexes = [models.Index(fields=["location_key", "submitted_at", "-changed_at"], name="drafts_of_a_desk")]


class SealedDraftAnswer(models.Model):
    """One member's private answer of a draft, judged in the request that received it, then sealed.

    What stays in clear is one bit for the member's whole private part, on the draft: whether a protection
    question is open.
    """

    draft = models.ForeignKey(IntakeDraft, related_name="sealed_answers", on_delete=models.CASCADE)
    member = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=40)
    organisation = models.ForeignKey("records.Organisation", on_delete=models.PROTECT)
    about = models.CharField(max_length=120)
    box = models.BinaryField()
    sealed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "member", "step"], name="one_sealed_answer_per_step")]


class SealedDraftNotice(models.Model):
    """A notice to COMAR closed in the request that received the answer, attached when the intake is handed in.

    Written for everyone who is asked, whatever the answer; the box alone knows.
    """

    draft = models.ForeignKey(IntakeDraft, related_name="sealed_notices", on_delete=models.CASCADE)
    member = models.PositiveSmallIntegerField()
    organisation = models.ForeignKey("records.Organisation", on_delete=models.PROTECT)
    about = models.CharField(max_length=120)
    box = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "member"], name="one_sealed_notice_per_member")]


class Request(models.Model):
    """A family's own request to be admitted, at one location on one local date."""

    reference = models.CharField(max_length=16, unique=True)
    family = models.ForeignKey("records.FamilyGroup", related_name="requests", on_delete=models.PROTECT)
    location_key = models.CharField(max_length=5)
    on = models.DateField()  # the location's local date
    requests_admission = models.BooleanField(null=True)
    state = models.CharField(max_length=20)  # see admission.states
    next_on = models.DateField(default=NO_DAY)  # the local day it next asks for something: see casework.next_days
    made_at = models.DateTimeField()
    recorded_by = models.ForeignKey("records.User", on_delete=models.PROTECT)
    idempotency_key = models.CharField(max_length=64, unique=True, null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="request_state_is_known",
                condition=models.Q(
                    state__in=["awaiting_decision", "admitted", "on_hold", "not_covered", "no_request", "withdrawn"]
                ),
            ),
            models.UniqueConstraint(
                fields=["family"],
                condition=models.Q(state__in=["awaiting_decision", "on_hold"]),
                name="one_open_request_per_family",
            ),
        ]
        indexes = [
            models.Index(fields=["location_key", "on", "state"], name="requests_of_a_day"),
            models.Index(fields=["location_key", "state", "next_on", "id"], name="requests_by_next_day"),
            models.Index(fields=["recorded_by", "state", "next_on", "id"], name="requests_heard_by"),
        ]


class Determination(models.Model):
    """What the rules said of one person on one day: the open part in clear, the protective part sealed elsewhere."""

    request = models.ForeignKey(Request, related_name="determinations", on_delete=models.PROTECT)
    person = models.ForeignKey("records.Person", related_name="determinations", on_delete=models.PROTECT)
    on = models.DateField()
    outcome = models.CharField(max_length=11)  # admissible, hold, not_covered
    protection_hold = models.BooleanField(default=False)
    open_reasons = models.JSONField(default=list)
    open_not_known = models.JSONField(default=list)
    rule_sets = models.JSONField(default=list)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="determination_outcome_is_known",
                condition=models.Q(outcome__in=["admissible", "hold", "not_covered"]),
            ),
            models.CheckConstraint(
                name="protection_is_never_a_refusal",
                condition=models.Q(protection_hold=False) | models.Q(outcome="hold"),
            ),
        ]
        indexes = [models.Index(fields=["person", "-made_at"], name="determination_latest")]


class Decision(models.Model):
    """What an officer decided for the whole family, and why when it goes against the rules."""

    request = models.ForeignKey(Request, related_name="decisions", on_delete=models.PROTECT)
    decision = models.CharField(max_length=11)  # admit, hold, not_covered
    rules_said = models.CharField(max_length=11)
    reason = models.TextField(blank=True)
    by = models.ForeignKey("records.User", on_delete=models.PROTECT)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="decision_is_known", condition=models.Q(decision__in=["admit", "hold", "not_covered"])
            )
        ]


class Hold(models.Model):
    """A question someone owns, with the hour it is answered by and where the family waits meanwhile."""

    reference = models.CharField(max_length=16, unique=True)
    request = models.ForeignKey(Request, related_name="holds", on_delete=models.PROTECT)
    location_key = models.CharField(max_length=5)  # the request's, which never changes: lists are read by it
    person = models.ForeignKey("records.Person", null=True, related_name="holds", on_delete=models.PROTECT)
    kind = models.CharField(max_length=10)  # protection, wait
    code = models.CharField(max_length=40, blank=True)  # empty for a protection hold: reserved
    organisation = models.ForeignKey("records.Organisation", db_index=False, on_delete=models.PROTECT)  # see indexes
    answer_by = models.DateTimeField()
    waits_at = models.CharField(max_length=24)  # a kind of place, never which: see casework.waiting
    state = models.CharField(max_length=9)  # open, escalated, lifted, upheld: see admission.states
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            # Two, because SQLite cannot count an absent person as equal to another absent one.
            models.UniqueConstraint(
                fields=["request", "person", "kind", "code"],
                condition=models.Q(state__in=["open", "escalated"], kind="wait", person__isnull=False),
                name="one_open_hold_per_question",
            ),
            models.UniqueConstraint(  # two bodies may protect one person, each on its own grounds
                fields=["request", "person", "organisation"],
                condition=models.Q(state__in=["open", "escalated"], kind="protection", person__isnull=False),
                name="one_open_protection_hold_per_body",
            ),
            models.UniqueConstraint(
                fields=["request", "kind", "code"],
                condition=models.Q(state__in=["open", "escalated"], person__isnull=True),
                name="one_open_family_hold_per_question",
            ),
            models.CheckConstraint(
                name="protection_hold_names_no_code", condition=~models.Q(kind="protection") | models.Q(code="")
            ),
            models.CheckConstraint(name="hold_kind_is_known", condition=models.Q(kind__in=["protection", "wait"])),
            models.CheckConstraint(
                name="hold_state_is_known",
                condition=models.Q(state__in=["open", "escalated"], closed_at__isnull=True)
                | models.Q(state__in=["lifted", "upheld"], closed_at__isnull=False),
            ),
            models.CheckConstraint(name="hold_has_a_place", condition=~models.Q(location_key="")),
            models.CheckConstraint(
                name="hold_says_what_kind_of_place",
                condition=models.Q(waits_at__in=["with_protecting_body", "at_the_office"]),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "answer_by"], name="holds_by_hour"),
            models.Index(
                fields=["organisation", "state", "answer_by", "id", "kind", "location_key"],
                name="holds_of_an_organisation",
            ),
            models.Index(fields=["location_key", "state", "answer_by", "id"], name="holds_of_a_place"),
        ]


class HoldEvent(models.Model):
    """One thing that happened to a hold: opened, assigned, answered, lifted, upheld, escalated."""

    hold = models.ForeignKey(Hold, related_name="events", on_delete=models.PROTECT)
    event = models.CharField(max_length=10)
    reason = models.TextField(blank=True)  # for a protection hold: sealed wording lives in SealedAnswer, this is empty
    by = models.ForeignKey("records.User", null=True, on_delete=models.PROTECT)
    at = models.DateTimeField()


class Review(models.Model):
    """A look by someone else at a hold or a 'not covered', with its clock."""

    reference = models.CharField(max_length=16, unique=True)
    request = models.ForeignKey(Request, related_name="reviews", on_delete=models.PROTECT)
    location_key = models.CharField(max_length=5)  # the request's, which never changes: lists are read by it
    decision = models.ForeignKey(Decision, related_name="reviews", on_delete=models.PROTECT)
    decided_by = models.ForeignKey("records.User", related_name="reviewed_decisions", on_delete=models.PROTECT)
    organisation = models.ForeignKey(  # named for `review` there
        "records.Organisation", db_index=False, on_delete=models.PROTECT
    )
    asked_by_person = models.BooleanField(default=True)
    state = models.CharField(max_length=9)  # open, changed, confirmed
    answer_by = models.DateTimeField()
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("records.User", related_name="reviews_opened", on_delete=models.PROTECT)
    answered_by = models.ForeignKey(
        "records.User", null=True, related_name="reviews_answered", on_delete=models.PROTECT
    )
    answered_at = models.DateTimeField(null=True)
    answer = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["decision"], condition=models.Q(state="open"), name="one_open_review_per_decision"
            ),
            models.CheckConstraint(name="review_has_a_place", condition=~models.Q(location_key="")),
            models.CheckConstraint(  # `decided_by` is copied here so that the database itself can refuse
                name="review_is_by_someone_else",
                condition=models.Q(answered_by__isnull=True) | ~models.Q(answered_by=models.F("decided_by")),
            ),
            models.CheckConstraint(
                name="review_state_is_known",
                condition=models.Q(state="open", answered_by__isnull=True, answered_at__isnull=True)
                | models.Q(state__in=["changed", "confirmed"], answered_by__isnull=False, answered_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["organisation", "state", "answer_by", "id", "location_key", "decided_by"],
                name="reviews_by_hour",
            ),
            models.Index(fields=["location_key", "state", "answer_by", "id"], name="reviews_of_a_place"),
            models.Index(fields=["state", "answer_by", "id"], name="reviews_everywhere"),
            models.Index(fields=["organisation", "answered_at", "id"], name="reviews_answered_by"),
            models.Index(fields=["location_key", "answered_at", "id"], name="reviews_answered_at_a_place"),
            models.Index(fields=["answered_at", "id"], name="reviews_answered"),
        ]
