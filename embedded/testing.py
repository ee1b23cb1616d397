"""The pytest plugin that gives a test run its servers (`-p embedded.testing`, set in pyproject.toml)."""

import asyncio
import os
from collections.abc import Generator

import pytest
from temporalio.api.workflowservice.v1 import RegisterNamespaceRequest
from temporalio.client import Client

from embedded import addresses, sharing, slots
from embedded.errors import ServiceError

RETENTION_SECONDS = 86_400
_slot_key = pytest.StashKey[slots.Slot]()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, None, None]:
    """Runs before Django reads its settings, in the controller and again in each xdist worker."""
    for name in [each for each in os.environ if each.startswith("LLM_") or each.endswith("_API_KEY")]:
        del os.environ[name]  # a developer's key is not for tests to spend
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    try:
        if worker:
            sharing.sit_down(int(os.environ[sharing.SLOT]), worker=worker)
        else:
            early_config.stash[_slot_key] = sharing.take_seat()
    except ServiceError as error:
        raise pytest.UsageError(str(error)) from error
    return (yield)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Give the seat back; a set started for the run then stops by itself."""
    slot = config.stash.get(_slot_key, None)
    if slot is not None:
        slot.release()


@pytest.fixture(scope="session")
def temporal_namespace() -> str:
    """A Temporal namespace of this test process alone, registered on the development server."""
    name = os.environ["TEMPORAL_NAMESPACE"]
    request = RegisterNamespaceRequest(namespace=name)
    request.workflow_execution_retention_period.FromSeconds(RETENTION_SECONDS)

    async def register() -> None:
        client = await Client.connect(os.environ[addresses.TEMPORAL_ADDRESS])
        await client.workflow_service.register_namespace(request)

    asyncio.run(register())
    return name
