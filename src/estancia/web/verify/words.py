"""The five words a paper may earn, each the largest thing on its page."""

from django.utils.translation import gettext_lazy as _

VERDICT_WORDS = {
    "valid": _("VALID"),
    "expired": _("EXPIRED"),
    "revoked": _("REVOKED"),
    "not_ours": _("NOT OURS"),
    "cannot_tell": _("CANNOT TELL"),
}
# A paper in doubt is a doubt about paper, not a danger to a person: nothing here is red.
VERDICT_TONES = {"valid": "calm", "expired": "soon", "revoked": "soon", "not_ours": "plain", "cannot_tell": "plain"}
