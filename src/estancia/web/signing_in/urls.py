"""Addresses of signing in. The sign-in library looks for its own names, so those pages keep them."""

from allauth.account import views as account
from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.urls import include, path

from estancia.web.signing_in.views import choose_purpose, quick_exit, sign_in, sign_out

SECOND_FACTOR = [
    path("", base.index, name="mfa_index"),
    path("code/", base.authenticate, name="mfa_authenticate"),
    path("again/", base.reauthenticate, name="mfa_reauthenticate"),
    path("application/", totp.activate_totp, name="mfa_activate_totp"),
    path("application/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("spare-codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("spare-codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("passkeys/add/", passkeys.add_webauthn, name="mfa_add_webauthn"),
    path("passkeys/again/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("passkeys/sign-in/", passkeys.login_webauthn, name="mfa_login_webauthn"),
    path("passkeys/<int:pk>/remove/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
]

urlpatterns = [
    path("sign-in/", sign_in, name="sign_in"),
    path("sign-in/", sign_in, name="account_login"),
    path("sign-out/", sign_out, name="sign_out"),
    path("sign-out/", sign_out, name="account_logout"),
    path("sign-in/closed/", account.account_inactive, name="account_inactive"),
    path("sign-in/again/", account.reauthenticate, name="account_reauthenticate"),
    path("sign-in/second-factor/", include(SECOND_FACTOR)),
    path("purpose/", choose_purpose, name="choose_purpose"),
    path("exit/", quick_exit, name="quick_exit"),
]
