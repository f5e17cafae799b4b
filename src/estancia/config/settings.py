"""Every setting, in one file, each read by a typed reader that refuses nonsense in a sentence."""

from pathlib import Path

from estancia.config.readers import choice, database, flag, home, secret_key

MODE = choice("ESTANCIA_MODE", among=("demo", "production", "test"), otherwise="demo")
HOME: Path = home("ESTANCIA_HOME")
SECRET_KEY = secret_key(mode=MODE, home=HOME)
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]
REQUIRE_SECOND_FACTOR = flag("ESTANCIA_REQUIRE_SECOND_FACTOR", otherwise=MODE == "production")

INSTALLED_APPS = [
    "estancia.records",
    "estancia.web",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "estancia.config.urls"
WSGI_APPLICATION = "estancia.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]
DATABASES = {"default": database("ESTANCIA_DATABASE_URL", home=HOME)}
AUTH_USER_MODEL = "records.User"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
LANGUAGE_CODE = "es"
LANGUAGES = [("es", "Español"), ("en", "English")]
USE_TZ = True
TIME_ZONE = "UTC"
STATIC_URL = "static/"
KEYS_FOLDER: Path = HOME / "keys"
