"""An event that is written wakes the relay: PostgreSQL tells it on commit, and publishing asks no second time."""

from django.db import migrations

WAKE = """
CREATE FUNCTION events_wake_relay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('outbox', '');
    RETURN NULL;
END $$;
CREATE TRIGGER events_wake_relay AFTER INSERT ON events_outboxevent
FOR EACH STATEMENT EXECUTE FUNCTION events_wake_relay();
"""
SLEEP = """
DROP TRIGGER events_wake_relay ON events_outboxevent;
DROP FUNCTION events_wake_relay();
"""


class Migration(migrations.Migration):
    dependencies = [("events", "0005_heartbeat")]

    operations = [migrations.RunSQL(WAKE, SLEEP)]
