"""What happens to sources: names of deeds."""

SOURCE_ADDED = "knowledge.source_added"
VERSION_ADDED = "knowledge.version_added"
READING_ASKED_AGAIN = "knowledge.reading_asked_again"
SOURCE_APPROVED = "knowledge.source_approved"
GAP_ANSWERED = "knowledge.gap_answered"
GAP_DROPPED = "knowledge.gap_dropped"
SOURCE_DELETED = "knowledge.source_deleted"
