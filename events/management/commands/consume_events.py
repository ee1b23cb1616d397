"""Runs subscribers on the events that come over Kafka, until it is told to stop."""

from __future__ import annotations

import signal
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _


class Command(BaseCommand):
    help = "Read events from Kafka and run their subscribers (only with KAFKA_BOOTSTRAP_SERVERS)."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.KAFKA_BOOTSTRAP_SERVERS:
            raise CommandError(_("Set KAFKA_BOOTSTRAP_SERVERS; without a broker the relay delivers events itself."))
        from events.kafka.consumer import EventConsumer  # noqa: PLC0415  # a native library only this command needs

        consumer = EventConsumer(settings.KAFKA_BOOTSTRAP_SERVERS)
        for signal_ in (signal.SIGTERM, signal.SIGINT):
            signal.signal(signal_, lambda *_arguments: consumer.stop())
        consumer.run()
