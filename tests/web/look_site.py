"""The smallest Django site that shows the kit alone: its parts page, and nothing of any area."""

from django.urls import include, path
from django.views.generic import RedirectView

SECRET_KEY = "only for looking at parts"
DEBUG = True
ALLOWED_HOSTS = ["*"]
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
ROOT_URLCONF = "tests.web.look_site"
INSTALLED_APPS = ["django.contrib.staticfiles", "kouan.kit"]
STATIC_URL = "/static/"
MIDDLEWARE = [
    "kouan.doors.site.headers.security_headers",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["kouan.kit.templatetags.kit"],
            "context_processors": ["django.template.context_processors.request", "kouan.kit.frame.look"],
        },
    }
]
urlpatterns = [
    path("i18n/", include("django.conf.urls.i18n")),
    path("kit/", include("kouan.kit.urls")),
    path("favicon.ico", RedirectView.as_view(url="/static/kit/icon.svg")),
]
