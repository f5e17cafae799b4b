"""The words staff read for roles, purposes and states of the page itself."""

from django.utils.translation import gettext_lazy as _

ROLE_WORDS = {
    "IO": _("Intake officer"),
    "PW": _("Protection worker"),
    "LW": _("Lawyer"),
    "CO": _("Coordinator"),
    "OB": _("Observer"),
    "PE": _("Person"),
    "DP": _("Data protection officer"),
    "SA": _("System administrator"),
}
PURPOSE_WORDS = {
    "intake": _("Intake"),
    "placement": _("Placement"),
    "care": _("Care and protection"),
    "defence": _("Defence"),
    "hearing_logistics": _("Hearing logistics"),
    "coordination": _("Coordination"),
    "oversight": _("Oversight"),
    "subject_rights": _("Rights of the person"),
    "maintenance": _("Maintenance"),
}
MAIN_PURPOSE = {
    "IO": "intake",
    "PW": "care",
    "LW": "defence",
    "CO": "coordination",
    "OB": "oversight",
    "PE": "subject_rights",
    "DP": "oversight",
    "SA": "maintenance",
}
PURPOSE_LINES = {
    "intake": _("Hear a family at the window and prepare what a person decides."),
    "placement": _("See which places are free and who is expected."),
    "care": _("Answer protection questions and look after those waiting."),
    "defence": _("Work for your own clients."),
    "hearing_logistics": _("Prepare the way to a hearing."),
    "coordination": _("See what is open, overdue or full, without names."),
    "oversight": _("Check that records are whole and who looked at what."),
    "subject_rights": _("Answer a person who asks about their own file."),
    "maintenance": _("Keep the system running, without opening files."),
}
