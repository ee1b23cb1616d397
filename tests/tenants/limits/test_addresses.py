"""Whose address counts: the peer's, or the one our own proxies saw; never one the client wrote."""

from __future__ import annotations

from typing import Any

import pytest

from tenants.limits.addresses import address_of_socket, counted


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "", "192.0.2.1"),
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "6.6.6.6, 203.0.113.9", "203.0.113.9"),
        (2, "6.6.6.6, 203.0.113.9, 10.0.0.2", "203.0.113.9"),
        (2, "203.0.113.9", "203.0.113.9"),
        (1, "", "192.0.2.1"),
        (1, "203.0.113.9:51234", "203.0.113.9"),
        (1, "[2001:db8::7]:51234", "2001:db8::/64"),
        (1, "nonsense\x00", "unknown"),
    ],
)
def test_the_address_is_what_our_proxies_saw(settings: Any, proxies: int, forwarded: str, expected: str) -> None:
    settings.NUM_PROXIES = proxies
    assert counted("192.0.2.1", forwarded) == expected


@pytest.mark.parametrize(
    ("peer", "expected"),
    [
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::1", "2001:db8:1:3::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", "unknown"),
    ],
)
def test_one_household_is_one_address(peer: str, expected: str) -> None:
    assert counted(peer, "") == expected


def test_a_socket_is_counted_as_a_request_is(settings: Any) -> None:
    settings.NUM_PROXIES = 1
    scope = {
        "client": ("10.0.0.2", 5),
        "headers": [(b"x-forwarded-for", b"6.6.6.6"), (b"x-forwarded-for", b"192.0.2.9")],
    }
    assert address_of_socket(scope) == "192.0.2.9"
    assert address_of_socket({"client": None, "headers": []}) == "unknown"
