"""What reports publish."""

from __future__ import annotations

REPORT_READY = "report.ready"
"""Its file is there; whom it goes to, the row says."""
