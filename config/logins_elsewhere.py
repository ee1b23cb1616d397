"""Google, Microsoft and GitHub, as far as the environment names this installation's credentials there."""

from __future__ import annotations

from config import environment as env

GOOGLE = "https://accounts.google.com/.well-known/openid-configuration"
# One organisation by its id, or `organizations`, `consumers`, `common` for many.
MICROSOFT = "https://login.microsoftonline.com/{}/v2.0/.well-known/openid-configuration"


def social_logins() -> dict[str, dict[str, str]]:
    """By the provider's key, what ``tenants.social.providers.Provider`` is made of."""
    known = {
        "google": {"label": "Google", "metadata": GOOGLE},
        # Microsoft's `email` is whatever an organisation's administrator has typed, and may be somebody else's. Only
        # this claim, to be switched on for the app there, says that its domain's owner was verified.
        "microsoft": {
            "label": "Microsoft",
            "metadata": MICROSOFT.format(env.text("MICROSOFT_TENANT", "common")),
            "verified_claim": "xms_edov",
        },
        "github": {"label": "GitHub", "metadata": "", "site": "https://github.com", "api": "https://api.github.com"},
    }
    credentials = {
        key: {
            "client_id": env.text(f"{key.upper()}_CLIENT_ID"),
            "client_secret": env.text(f"{key.upper()}_CLIENT_SECRET"),
        }
        for key in known
    }
    return {key: known[key] | given for key, given in credentials.items() if given["client_id"]}
