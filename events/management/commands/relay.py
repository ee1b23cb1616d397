"""Runs the relay until it is told to stop."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from events.relay import THREADS, Relay
from events.transports import configured_transport

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    help = "Deliver events from the outbox until stopped (SIGTERM finishes what was begun)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--threads", type=int, default=THREADS, help="events delivered at the same time")
        parser.add_argument("--drain", action="store_true", help="deliver what is due now and exit")

    def handle(self, *args: Any, threads: int, drain: bool, **options: Any) -> None:
        relay = Relay(configured_transport(), threads=threads)
        if drain:
            self.stdout.write(_("Tried %(count)d events.") % {"count": relay.drain()})
            return
        for signal_ in (signal.SIGTERM, signal.SIGINT):
            signal.signal(signal_, lambda *_arguments: relay.stop())
        relay.run()
