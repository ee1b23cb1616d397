"""A business sees only its own events; the relay, in the public schema, sees all."""

from django.db import migrations

ENABLE = """
ALTER TABLE events_outboxevent ENABLE ROW LEVEL SECURITY;
ALTER TABLE events_outboxevent FORCE ROW LEVEL SECURITY;
CREATE POLICY own_schema ON events_outboxevent
    USING (schema = current_schema() OR current_schema() = 'public')
    WITH CHECK (schema = current_schema() OR current_schema() = 'public');
"""
DISABLE = """
DROP POLICY own_schema ON events_outboxevent;
ALTER TABLE events_outboxevent NO FORCE ROW LEVEL SECURITY;
ALTER TABLE events_outboxevent DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("events", "0001_initial")]
    operations = [migrations.RunSQL(ENABLE, DISABLE)]
