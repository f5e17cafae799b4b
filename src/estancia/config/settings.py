"""Every setting, in one file, each read by a typed reader that refuses nonsense in a sentence."""

from pathlib import Path

from csp.constants import NONE, SELF

from estancia.config import clock
from estancia.config.readers import (
    choice,
    database,
    flag,
    home,
    hosts,
    no_stray_settings,
    second_factor,
    secret_key,
)

MODE = choice("ESTANCIA_MODE", among=("demo", "production", "test"), otherwise="demo")
PRODUCTION = MODE == "production"
no_stray_settings(mode=MODE)
HOME: Path = home("ESTANCIA_HOME", mode=MODE)
KEYS_FOLDER: Path = HOME / "keys"
SECRET_KEY = secret_key(mode=MODE, home=HOME)
DEBUG = False
ALLOWED_HOSTS = hosts("ESTANCIA_HOSTS", mode=MODE)

# ── parts ────────────────────────────────────────────────────────────────────────────────────────────────
INSTALLED_APPS = [
    "estancia.config",
    "estancia.records",
    "estancia.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "estancia.web.door.NothingKept",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "estancia.web.language.middleware.LanguageByCookie",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "estancia.web.signing_in.limits.SessionLimits",
    "estancia.web.door.DefaultDeny",
]
ROOT_URLCONF = "estancia.config.urls"
WSGI_APPLICATION = "estancia.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "estancia.web.demo_clock.demo_clock",
            ],
            "builtins": ["django.templatetags.i18n", "estancia.web.templatetags.estancia"],
        },
    }
]

# ── records ──────────────────────────────────────────────────────────────────────────────────────────────
DATABASES = {"default": database("ESTANCIA_DATABASE_URL", home=HOME, mode=MODE)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

# ── words and clocks ─────────────────────────────────────────────────────────────────────────────────────
LANGUAGE_CODE = "es"
LANGUAGES = [("es", "Español"), ("en", "English")]
LOCALE_PATHS = [Path(__file__).parent.parent / "web" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
CLOCK = clock.now  # the doors read it once per request; in the demo it stands in another year
CLOCK_IS_OURS = clock.clock_is_ours

# ── what a browser may keep: a session while it is used, a language, nothing else ────────────────────────
_PREFIX = "__Host-" if PRODUCTION else ""
SESSION_COOKIE_NAME = f"{_PREFIX}session"
SESSION_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_IDLE_MINUTES = 20 if PRODUCTION else 120
SESSION_ABSOLUTE_MINUTES = 10 * 60
SESSION_COOKIE_AGE = SESSION_ABSOLUTE_MINUTES * 60
CSRF_COOKIE_NAME = f"{_PREFIX}csrf"
CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_AGE = None
CSRF_FAILURE_VIEW = "estancia.web.errors.not_from_our_page"
LANGUAGE_COOKIE_NAME = f"{_PREFIX}language"
LANGUAGE_COOKIE_SECURE = PRODUCTION
LANGUAGE_COOKIE_HTTPONLY = True

SECURE_CONTENT_TYPE_NOSNIFF = True
# same-origin, not no-referrer: with the latter a browser sends "Origin: null" and every form is refused.
SECURE_REFERRER_POLICY = "same-origin"  # under "no-referrer" browsers post with "Origin: null", which CSRF must refuse
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
BEHIND_PROXY = flag("ESTANCIA_BEHIND_PROXY", otherwise=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # a new authenticator's QR code is drawn as data
        "connect-src": [SELF],
        "media-src": [SELF],
        "worker-src": [SELF],  # the verifier stands without a connection
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}

# ── signing in ───────────────────────────────────────────────────────────────────────────────────────────
AUTH_USER_MODEL = "records.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"]  # tests sign in hundreds of times
    if MODE == "test"
    else ["django.contrib.auth.hashers.ScryptPasswordHasher"]
)
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "choose_purpose"
LOGOUT_REDIRECT_URL = "home"
REQUIRE_SECOND_FACTOR = second_factor("ESTANCIA_REQUIRE_SECOND_FACTOR", mode=MODE)
ACCOUNT_ADAPTER = "estancia.web.signing_in.adapters.StaffOnly"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key", "reauthenticate": "10/m/user"}
MFA_ADAPTER = "estancia.web.signing_in.adapters.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Estancia"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION

# ── files that are the same for everyone ─────────────────────────────────────────────────────────────────
STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True  # one process, one start: what stands in the package is served as it stands
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 600

# ── files from strangers: read in memory and never laid in a temporary folder; larger ones are refused unread ─
FILE_UPLOAD_MAX_MEMORY_SIZE = 25_000_000
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

# ── what the house says to its operator: never a person's facts ──────────────────────────────────────────
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{levelname} {name} {message}", "style": "{"}},
    "handlers": {"terminal": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["terminal"], "level": "WARNING"},
    "loggers": {"django.request": {"level": "ERROR"}, "django.security": {"level": "WARNING"}},
}
SILENCED_SYSTEM_CHECKS: list[str] = []


def STOP_UNLESS_FIT() -> None:  # noqa: N802 - a setting, for the commands that serve
    """Refuse to serve, in sentences, where a promise of `config.checks` does not hold."""
    from estancia.config.checks import stop_unless_fit

    stop_unless_fit()
