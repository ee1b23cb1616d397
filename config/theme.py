"""How the admin looks; what it shows where is in ``config.admin_navigation``."""

from __future__ import annotations

NAVIGATION = "config.admin_navigation"
UNFOLD = {
    "SITE_TITLE": f"{NAVIGATION}.host_name",
    "SITE_HEADER": f"{NAVIGATION}.host_name",
    "SITE_SYMBOL": f"{NAVIGATION}.host_symbol",
    "BORDER_RADIUS": "8px",
    "DASHBOARD_CALLBACK": "config.dashboard.dashboard",
    "ACCOUNT": {"navigation": [{"title": f"{NAVIGATION}.account_title", "link": f"{NAVIGATION}.account_link"}]},
    "SIDEBAR": {"navigation": f"{NAVIGATION}.sidebar"},
    # The blue of the staff pages.
    "COLORS": {
        "primary": {
            "50": "#eff5fc", "100": "#dbe8f7", "200": "#b9d2ef", "300": "#8fbcf2", "400": "#5a97dc", "500": "#2f74bd",
            "600": "#1d4e89", "700": "#184274", "800": "#14365f", "900": "#102a4a", "950": "#0a1b31",
        }
    },
}  # fmt: skip
