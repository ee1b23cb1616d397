#!/usr/bin/env python
"""Django's command line."""

import os
import sys


def _needs_no_settings(arguments: list[str]) -> bool:
    """Understanding a message without a business needs no services, so it must not ask for their addresses."""
    return arguments[:1] == ["understand"] and not any(one.startswith("--b") for one in arguments)


if __name__ == "__main__":
    if _needs_no_settings(sys.argv[1:]):
        from agents.understanding.lines import main

        main(sys.argv[2:])
        sys.exit()
    from django.core.management import execute_from_command_line

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    execute_from_command_line(sys.argv)
