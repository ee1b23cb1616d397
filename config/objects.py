"""Where businesses' files are kept: in a folder, or in the bucket that settings name."""

from __future__ import annotations

from typing import Any

from embedded.objects import protocol, told


def stores(*, static_is_collected: bool) -> dict[str, Any]:
    of_whitenoise = "whitenoise.storage.CompressedManifestStaticFilesStorage"
    of_django = "django.contrib.staticfiles.storage.StaticFilesStorage"
    return {"default": uploads(), "staticfiles": {"BACKEND": of_whitenoise if static_is_collected else of_django}}


def uploads() -> dict[str, Any]:
    """Django's settings of the store. What is set by half is told when a process starts (config.safety)."""
    objects = told()
    if not objects.files:
        return {"BACKEND": "tenants.files.BusinessFolder"}
    options = {
        "bucket_name": objects.files,
        "endpoint_url": objects.endpoint or None,
        "region_name": objects.region,
        "access_key": objects.key or None,
        "secret_key": objects.secret or None,
        "client_config": protocol(objects),
    }
    return {"BACKEND": "tenants.files_in_s3.BusinessObjects", "OPTIONS": options}
