"""What the sign-in library may do here: let known staff in, nothing else."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest


class StaffOnly(DefaultAccountAdapter):
    """Nobody signs up; nobody is written to; a session forgets an earlier purpose."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are made by the operator, never by a visitor."""
        return False

    def send_mail(self, *args: Any, **kwargs: Any) -> None:
        """Send nothing: an e-mail about an account is a trace outside the house."""


class SecondFactors(DefaultMFAAdapter):
    """Authenticator apps, passkeys and recovery codes, without notices by e-mail."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Send nothing."""

    def get_totp_label(self, user: Any) -> str:
        """Name the entry in an authenticator app by its user name alone."""
        return str(user.get_username())
