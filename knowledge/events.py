"""What happens to sources: names of deeds."""

SOURCE_ADDED = "knowledge.source_added"
VERSION_ADDED = "knowledge.version_added"
SOURCE_APPROVED = "knowledge.source_approved"
SOURCE_DELETED = "knowledge.source_deleted"
