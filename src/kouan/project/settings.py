"""Settings. Everything that an installation may change is read from the environment here, and nowhere else."""

import os
import re
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit


def _rate(text: str) -> float:
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]+)?", text):
        raise SystemExit(f"KOUAN_RATE 须为不小于零的数 · must be a number not below zero: {text!r}")
    return float(text)


VAR = Path(os.environ.get("KOUAN_VAR", "var")).absolute()
DATABASE_URL = os.environ.get("KOUAN_DATABASE", f"sqlite:///{VAR / 'kouan.sqlite3'}")
DEMONSTRATION = os.environ.get("KOUAN_DEMONSTRATION", "") == "1"
LEVIES = DEMONSTRATION or bool(os.environ.get("KOUAN_TAX_TABLES"))
"""Are taxes collected here? Only with a tariff of the installation's own, or on invented rates in a demonstration."""
BANK_URL = os.environ.get("KOUAN_BANK_URL", "")
"""Where the bank takes orders and tells of entries; without it messages are handed in by hand or through the API."""
RATE = _rate(os.environ.get("KOUAN_RATE", "500"))
"""Requests a second that one organisation may make through the lane; 0 for no limit."""
DEBUG = False


SECRET_FILE = VAR / "secret"


def _secrets() -> list[str]:
    """The installation's secrets, the newest first: from the environment, else made once and kept beside the data.

    KOUAN_SECRET_BEFORE names earlier ones, a comma between them; in the file each line is one. They still open what they sealed.
    """
    given = os.environ.get("KOUAN_SECRET")
    if given:
        return [given, *filter(None, os.environ.get("KOUAN_SECRET_BEFORE", "").split(","))]
    try:
        if not SECRET_FILE.exists() or not SECRET_FILE.stat().st_size:
            VAR.mkdir(parents=True, exist_ok=True)
            half = VAR / f"secret.{os.getpid()}"
            half.touch(mode=0o600)
            half.write_text(secrets.token_urlsafe(48))
            half.rename(SECRET_FILE)
        return SECRET_FILE.read_text().split()
    except OSError:  # a folder that can not be written serves nobody, but may be looked at
        return [_FLEETING]


_FLEETING = secrets.token_urlsafe(48)


def _database(url: str) -> dict[str, Any]:
    if url.startswith("sqlite:///"):
        pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        options = {"timeout": 10, "transaction_mode": "IMMEDIATE", "init_command": pragmas}
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": url.removeprefix("sqlite:///"), "OPTIONS": options}
    if not url.startswith(("postgresql://", "postgres://")):
        raise SystemExit(
            "KOUAN_DATABASE 须以 sqlite:/// 或 postgresql:// 开头 · begins with sqlite:/// or postgresql://"
        )
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or dict(p.split("=", 1) for p in parts.query.split("&") if "=" in p).get("host", ""),
        "PORT": parts.port or "",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


SECRET_KEY, *SECRET_KEY_FALLBACKS = _secrets()
SECRETS = _secrets
"""What gives the secrets as they are now: they may change while the process runs."""
ALLOWED_HOSTS = os.environ.get("KOUAN_HOSTS", "127.0.0.1,localhost,[::1],testserver").split(",")
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "kouan.store",
    "kouan.kit",
    "kouan.areas.fund",
    "kouan.areas.index",
    "kouan.areas.window",
    "kouan.doors",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "kouan.doors.site.headers.security_headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "kouan.doors.site.faults.refusals",
]
ROOT_URLCONF = "kouan.doors.site.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "kouan.doors.site.frame.frame",
            ],
            "builtins": ["kouan.kit.templatetags.kit"],
        },
    }
]
DATABASES = {"default": _database(DATABASE_URL)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "store.Account"
LOGIN_URL = "/login"
LOGIN_REDIRECT_URL = "/"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "kouan.doors.site.faults.forged"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = os.environ.get("KOUAN_HTTPS", "") == "1"
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": os.environ.get("KOUAN_LOG", "WARNING")},
}
