"""What the sign-in library may do here: let known staff in, nothing else."""

from base64 import urlsafe_b64encode
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _


class StaffOnly(DefaultAccountAdapter):
    """Nobody signs up; nobody is written to; what went wrong is said in our words."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed. Ask your administrator."),
        "username_password_mismatch": _("The user name and password do not go together. Check both and try again."),
        "incorrect_password": _("That is not the password. Try again."),
        "too_many_login_attempts": _("There were too many tries. Nothing was opened. Try again in five minutes."),
        "rate_limited": _("There were too many tries. Nothing was opened. Try again in five minutes."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by the operator, never by a visitor."""
        return False

    def send_mail(self, *args: Any, **kwargs: Any) -> None:
        """Send nothing: an e-mail about an account is a trace outside the house."""


def _cipher() -> Fernet:
    drawn = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"estancia second factors")
    return Fernet(urlsafe_b64encode(drawn.derive(settings.SECRET_KEY.encode())))


class SecondFactors(DefaultMFAAdapter):
    """Authenticator apps, passkeys and recovery codes: secrets encrypted at rest, no notices by e-mail."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("That number did not open. Wait for the next one and type it."),
        "cannot_delete_authenticator": _("This cannot be removed now. Set up another way first."),
        "cannot_generate_recovery_codes": _("Set up an application or a passkey first."),
    }

    def encrypt(self, text: str) -> str:
        """Encrypt a secret under a key drawn from the session secret, which does not stand in the database."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Read it back."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Send nothing."""

    def get_totp_label(self, user: Any) -> str:
        """Name the entry in an authenticator app by its user name alone."""
        return str(user.get_username())
