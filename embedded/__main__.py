"""The product's services on this machine: run, up, env, status, stop, reset, backup, rehearse, restore, do, exec."""

import argparse
import sys
from datetime import datetime
from pathlib import Path

from embedded import application, backups, control, idle, one_business, processes, sharing
from embedded.errors import ServiceError
from embedded.layout import Layout, layout_of


def main(arguments: list[str] | None = None) -> int:
    """Run one command; 0 when it did what it says."""
    chosen = _parser().parse_args(arguments)
    layout = layout_of(is_for_tests=chosen.for_tests)
    try:
        match chosen.command:
            case "up":
                return control.start_servers(layout, until=idle.unused if chosen.until_unused else None)
            case "do":
                return sharing.do(chosen.program)
            case "exec":
                return application.become(chosen.process)
            case "reset":
                return control.reset(layout, is_forced=chosen.force)
            case "backup":
                return _backup(layout, chosen)
            case "rehearse":
                return backups.rehearse(layout, chosen.file)
            case "restore":
                return _restore(layout, chosen)
            case command:
                return SIMPLE[command](layout)
    except ServiceError as error:
        sys.stderr.write(f"\n{error}\n")
        return 1
    except OSError as error:  # a full disk, a folder that is not ours: the system's own words say it best
        sys.stderr.write(f"\n{error}\n")
        return 1


def _backup(layout: Layout, chosen: argparse.Namespace) -> int:
    if chosen.business:
        return one_business.backup(layout, chosen.business, chosen.file)
    return backups.back_up_cluster(layout) if chosen.base else backups.backup(layout, chosen.file)


def _restore(layout: Layout, chosen: argparse.Namespace) -> int:
    if chosen.slug:
        if chosen.file is None:
            raise ServiceError("Say which file the business is in.")
        suspended = ["--suspended"] if chosen.suspended else []
        return one_business.restore(layout, chosen.file, chosen.slug, "--confirm", chosen.confirm, *suspended)
    if chosen.file is not None:
        return backups.restore(layout, chosen.file, is_forced=chosen.force)
    try:
        at = None if chosen.at == "latest" else datetime.fromisoformat(chosen.at).astimezone()
    except (TypeError, ValueError):
        raise ServiceError('Say what to restore: a file, or --at "2026-11-29 17:05", or --at latest.') from None
    return backups.restore_moment(layout, at, is_forced=chosen.force)


SIMPLE = {
    "run": application.run,
    "env": control.print_environment,
    "status": control.print_status,
    "stop": control.stop,
}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m embedded", description=__doc__)
    parser.set_defaults(for_tests=False)
    subparsers = parser.add_subparsers(dest="command", required=True)
    for_tests = argparse.ArgumentParser(add_help=False)
    for_tests.add_argument("--for-tests", action="store_true", help="the tests' own set, under var/test")
    subparsers.add_parser("run", help="everything: servers, set-up and the product's processes, until Ctrl-C")
    up = subparsers.add_parser("up", parents=[for_tests], help="the servers alone, until Ctrl-C")
    up.add_argument("--until-unused", action="store_true", help="stop when no test run is under way")
    subparsers.add_parser("env", parents=[for_tests], help='variables for a shell: eval "$(…)"')
    subparsers.add_parser("status", parents=[for_tests], help="processes and pids as JSON; exit code 3 when stopped")
    subparsers.add_parser("stop", parents=[for_tests], help="stop everything that was started")
    reset = subparsers.add_parser("reset", parents=[for_tests], help="stop, and delete all data but the models")
    reset.add_argument("--force", action="store_true", help="do not ask")
    backup = subparsers.add_parser("backup", help="write all data into one file, also while it runs")
    backup.add_argument("file", nargs="?", type=Path, help="by default one named by the time, in var/backups")
    backup.add_argument("--base", action="store_true", help="a copy of the cluster into WAL_ARCHIVE instead")
    backup.add_argument("--business", metavar="NAME", help="that one alone")
    rehearse = subparsers.add_parser("rehearse", help="restore a backup beside the database, and remove it again")
    rehearse.add_argument("file", nargs="?", type=Path, help="by default the newest in var/backups")
    restore = subparsers.add_parser("restore", help="put a backup's data in place of the present")
    restore.add_argument("file", nargs="?", type=Path)
    restore.add_argument("--at", help="a time, this machine's unless it says its zone, or latest: by WAL_ARCHIVE")
    restore.add_argument("--force", action="store_true", help="do not ask")
    restore.add_argument("--as", dest="slug", metavar="NAME", help="a file of one business, under this name")
    restore.add_argument("--confirm", default="", metavar="NAME", help="that name once more, where it is there")
    restore.add_argument("--suspended", action="store_true", help="a new one answers nobody and mails nobody yet")
    become = subparsers.add_parser("exec", help="become one of the product's processes, as a container does")
    become.add_argument("process", choices=[spec.name for spec in processes.application(host="", port=0)])
    do = subparsers.add_parser("do", help="run a program with a test seat's variables")
    do.add_argument("program", nargs=argparse.REMAINDER)
    return parser


if __name__ == "__main__":
    sys.exit(main())
