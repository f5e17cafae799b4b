"""Addresses of signing in. The sign-in library looks for its own names, so those pages keep them."""

from allauth.account import views as account
from django.urls import include, path

from estancia.web.signing_in.views import choose_purpose, quick_exit, sign_in, sign_out

urlpatterns = [
    path("sign-in/", sign_in, name="sign_in"),
    path("sign-in/", sign_in, name="account_login"),
    path("sign-out/", sign_out, name="sign_out"),
    path("sign-out/", sign_out, name="account_logout"),
    path("sign-in/again/", account.reauthenticate, name="account_reauthenticate"),
    path("sign-in/second-factor/", include("allauth.mfa.urls")),
    path("purpose/", choose_purpose, name="choose_purpose"),
    path("exit/", quick_exit, name="quick_exit"),
]
