"""How the admin looks; what it shows where is in ``config.admin_navigation``."""

from __future__ import annotations

UNFOLD = {
    "SITE_TITLE": "config.admin_navigation.host_name",
    "SITE_HEADER": "config.admin_navigation.host_name",
    "SITE_SYMBOL": "config.admin_navigation.host_symbol",
    "BORDER_RADIUS": "8px",
    "DASHBOARD_CALLBACK": "conversations.admin.overview.overview",
    "SIDEBAR": {"navigation": "config.admin_navigation.sidebar"},
    # The blue of the staff pages.
    "COLORS": {
        "primary": {
            "50": "#eff5fc", "100": "#dbe8f7", "200": "#b9d2ef", "300": "#8fbcf2", "400": "#5a97dc", "500": "#2f74bd",
            "600": "#1d4e89", "700": "#184274", "800": "#14365f", "900": "#102a4a", "950": "#0a1b31",
        }
    },
}  # fmt: skip
