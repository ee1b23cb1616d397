"""The database connection with what django-tenants adds to it, typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.db import connection as _connection

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

    class TenantConnection(BaseDatabaseWrapper):
        """The wrapper of ``django_tenants.postgresql_backend``, which is untyped; one per thread behind the proxy."""

        schema_name: str
        tenant: Any
        include_public_schema: bool
        search_path_set_schemas: list[str] | None

        def set_schema(self, schema_name: str, include_public: bool = True) -> None: ...
        def set_tenant(self, tenant: Any, include_public: bool = True) -> None: ...
        def set_schema_to_public(self) -> None: ...


connection = cast("TenantConnection", _connection)
