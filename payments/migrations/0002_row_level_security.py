"""A business sees only payments of its own."""

from django.db import migrations

TABLES = ("payment", "refund", "dispute", "notice", "difference")
POLICY = """
ALTER TABLE payments_{table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE payments_{table} FORCE ROW LEVEL SECURITY;
CREATE POLICY own_schema ON payments_{table}
    USING (schema = current_schema() OR current_schema() = 'public')
    WITH CHECK (schema = current_schema() OR current_schema() = 'public');
"""
NO_POLICY = """
DROP POLICY own_schema ON payments_{table};
ALTER TABLE payments_{table} NO FORCE ROW LEVEL SECURITY;
ALTER TABLE payments_{table} DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("payments", "0001_initial")]
    operations = [
        migrations.RunSQL(POLICY.format(table=table), NO_POLICY.format(table=table)) for table in TABLES
    ]
