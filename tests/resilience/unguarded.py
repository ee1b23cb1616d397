"""The product without its guard: one schema for the whole process, as where it is set in one step and used in the next.

What the canaries have to notice.
"""

from __future__ import annotations

from typing import Any

from django.db import connections

from config.asgi import application as application


class OfEverybody:
    """An attribute that all connections of the process share."""

    def __init__(self, value: Any) -> None:
        self.value = value

    def __get__(self, connection: object, owner: type) -> Any:
        return self.value

    def __set__(self, connection: object, value: Any) -> None:
        self.value = value


wrapper: Any = type(connections["default"])
wrapper.tenant = OfEverybody(None)
wrapper.schema_name = OfEverybody("public")
wrapper.search_path_set_schemas = OfEverybody(None)
