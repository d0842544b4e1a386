"""Makes Django ready when it is imported, so that whatever is imported after it may name a model."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kouan.project.settings")
django.setup()
READY = True
