"""The Celery application; tasks choose ``tenants.celery.TenantTask`` or ``CorrelatedTask`` as their base."""

from __future__ import annotations

import os

from celery import Celery
from celery.schedules import crontab
from celery.signals import setup_logging
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("xseven", task_cls="tenants.celery:CorrelatedTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.set_default()  # for every thread: requests queue their mails from threads of the web server's
# Beat copies these into its tables when it starts; there they can be slowed down or switched off.
app.conf.beat_schedule = {
    "tend waiting lists": {"task": "businesses.tasks.tend_waiting_lists", "schedule": 60.0, "options": {"expires": 60}},
    "expire due holds": {"task": "businesses.tasks.expire_due_holds", "schedule": 30.0, "options": {"expires": 30}},
    "pay deposits back": {"task": "businesses.tasks.pay_deposits_back", "schedule": 30.0, "options": {"expires": 30}},
    "hear of deposits": {"task": "businesses.tasks.hear_of_deposits", "schedule": 300.0, "options": {"expires": 300}},
    "resume stalled turns": {
        "task": "conversations.tasks.resume_stalled_turns",
        "schedule": 10.0,
        "options": {"expires": 10},
    },
    "alert of customers who wait": {
        "task": "conversations.tasks.alert_businesses",
        "schedule": 30.0,
        "options": {"expires": 30},
    },
    "watch experiments": {
        "task": "experiments.tasks.watch_businesses",
        "schedule": 900.0,
        "options": {"expires": 900},
    },
    "refresh listings": {"task": "directory.tasks.refresh_listings", "schedule": 30.0, "options": {"expires": 30}},
    "forget old enquiries": {
        "task": "directory.tasks.forget_old_enquiries",
        "schedule": crontab(hour="3", minute="47"),
    },
    "meter usage": {"task": "billing.tasks.meter_usage", "schedule": 300.0, "options": {"expires": 300}},
    "run subscriptions": {"task": "billing.tasks.run_subscriptions", "schedule": 300.0, "options": {"expires": 300}},
    "compare the books of payments": {
        "task": "billing.tasks.compare_books",
        "schedule": crontab(hour="4", minute="7"),
    },
    "read what was lost": {
        "task": "knowledge.jobs.read_what_was_lost",
        "schedule": 300.0,
        "options": {"expires": 300},
    },
    "send due reports": {"task": "reports.jobs.send_due_reports", "schedule": 60.0, "options": {"expires": 60}},
    "make and read for the assistant": {
        "task": "artifacts.jobs.do_what_was_lost",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "show life": {"task": "events.tasks.show_life", "schedule": 15.0, "options": {"expires": 15}},
    "restart missing appointments": {
        "task": "workflows.tasks.restart_missing_appointments",
        "schedule": 120.0,
        "options": {"expires": 120},
    },
    "judge trials of programs": {
        "task": "agents.tasks.judge_trials",
        "schedule": 300.0,
        "options": {"expires": 300},
    },
    "see to privacy": {
        "task": "businesses.privacy.tasks.see_to_privacy",
        "schedule": 300.0,
        "options": {"expires": 300},
    },
    "forget orphaned workflows": {
        "task": "workflows.tasks.forget_orphaned_workflows",
        "schedule": crontab(hour="3", minute="37"),
    },
    "sweep old data": {"task": "businesses.privacy.tasks.sweep_old_data", "schedule": crontab(hour="3", minute="27")},
    "forget old repeats": {"task": "businesses.tasks.forget_old_repeats", "schedule": crontab(hour="3", minute="7")},
    "forget old events": {"task": "events.tasks.forget_old_events", "schedule": crontab(hour="3", minute="17")},
}


@setup_logging.connect
def keep_our_logging(**_kwargs: object) -> None:
    """Celery's own set-up would replace the structured handlers; Django has already configured them."""
    _ = settings.LOGGING
