"""Every write of knowledge."""

from knowledge.operations.reading import read_version
from knowledge.operations.sources import add_source, add_version, approve_source, delete_source

__all__ = ["add_source", "add_version", "approve_source", "delete_source", "read_version"]
