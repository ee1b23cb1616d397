"""The Celery application; tasks choose ``tenants.celery.TenantTask`` or ``CorrelatedTask`` as their base."""

from __future__ import annotations

import os

from celery import Celery
from celery.signals import setup_logging
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("xseven", task_cls="tenants.celery:CorrelatedTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@setup_logging.connect
def keep_our_logging(**_kwargs: object) -> None:
    """Celery's own set-up would replace the structured handlers; Django has already configured them."""
    _ = settings.LOGGING
