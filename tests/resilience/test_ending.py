"""Whoever ends a drill or an attack ends its product with it."""

from __future__ import annotations

import signal
import subprocess
import sys

import psutil

from tests.product import ROOT

STARTED = """
import signal, subprocess, sys, threading, time
from tests.product import ending_with_us
signal.signal(signal.SIGINT, signal.SIG_DFL)  # in the background it is ignored
product = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
threading.Thread(target=time.sleep, args=(600,)).start()
with ending_with_us(product):
    print(product.pid, flush=True)
    time.sleep(600)
"""


def test_sigterm_stops_what_was_started() -> None:
    with subprocess.Popen([sys.executable, "-c", STARTED], cwd=ROOT, stdout=subprocess.PIPE, text=True) as drill:
        assert drill.stdout is not None
        product = int(drill.stdout.readline())
        assert psutil.pid_exists(product)
        drill.send_signal(signal.SIGTERM)
        assert drill.wait(30) == 128 + signal.SIGTERM
    assert not psutil.pid_exists(product)
