"""S3, or what speaks its protocol: where it is, who we are there, and which buckets are ours, by settings."""

import os
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from embedded.errors import ServiceError

BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
"""Amazon S3, "General purpose bucket naming rules"."""
FIRST_REGION = "us-east-1"


@dataclass(frozen=True)
class Objects:
    """What is set. No key: the machine's own role says who we are, as boto3 finds it."""

    endpoint: str
    region: str
    key: str
    secret: str
    files: str
    backups: str

    def trouble(self) -> tuple[str, str] | None:
        """What is said by half or cannot be right, and what would do."""
        if bool(self.key) != bool(self.secret):
            return "One of S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY is missing.", (
                "Set both; or neither, where the machine has a role of its own at Amazon."
            )
        if self.endpoint and not _is_address(self.endpoint):
            return f"S3_ENDPOINT_URL={self.endpoint} is no address.", "Set it to one such as https://s3.example."
        buckets = {"FILES_BUCKET": self.files, "BACKUPS_BUCKET": self.backups}
        for name, bucket in buckets.items():
            if bucket and not BUCKET.fullmatch(bucket):
                hint = f"Set {name} to the name alone: 3 to 63 small letters, digits, dots and hyphens."
                return f"{name}={bucket} is no bucket's name.", hint
        if self.files and self.files == self.backups:
            return "FILES_BUCKET and BACKUPS_BUCKET are one.", (
                "Give backups a bucket of their own, which whoever reads the files need not read."
            )
        if (self.endpoint or self.key) and not any(buckets.values()):
            return "S3 is named, and nothing is kept there.", (
                "Set FILES_BUCKET or BACKUPS_BUCKET, or unset what begins with S3_."
            )
        return None


def told() -> Objects:
    return Objects(
        endpoint=os.environ.get("S3_ENDPOINT_URL", "").strip(),
        region=os.environ.get("S3_REGION", "").strip() or FIRST_REGION,
        key=os.environ.get("S3_ACCESS_KEY_ID", "").strip(),
        secret=os.environ.get("S3_SECRET_ACCESS_KEY", "").strip(),
        files=os.environ.get("FILES_BUCKET", "").strip(),
        backups=os.environ.get("BACKUPS_BUCKET", "").strip(),
    )


def protocol(objects: Objects) -> Any:
    """How boto3 talks: check-sums where the protocol asks for them, for many servers know no others; buckets in the
    path where the server is not Amazon's."""
    from botocore.config import Config  # noqa: PLC0415 - a fifth of a second, for those who use it

    return Config(
        s3={"addressing_style": "path" if objects.endpoint else "auto"},
        retries={"max_attempts": 3, "mode": "standard"},
        connect_timeout=5,
        read_timeout=60,
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )


def client(objects: Objects) -> Any:
    """Raises ServiceError for settings that are said by half."""
    import boto3  # noqa: PLC0415 - a third of a second, for those who use it

    if trouble := objects.trouble():
        raise ServiceError(" ".join(trouble))
    return boto3.client(
        "s3",
        endpoint_url=objects.endpoint or None,
        region_name=objects.region,
        aws_access_key_id=objects.key or None,
        aws_secret_access_key=objects.secret or None,
        config=protocol(objects),
    )


def _is_address(text: str) -> bool:
    parts = urlsplit(text)
    return parts.scheme in {"http", "https"} and bool(parts.hostname)
