"""A business sees only its own listing; enquiries belong to no business, and none sees them."""

from django.db import migrations

OWN = "schema = current_schema() OR current_schema() = 'public'"
NOBODYS = "current_schema() = 'public'"
TABLES = {"directory_listing": OWN, "directory_offering": OWN, "directory_enquiry": NOBODYS}
ENABLE = """
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
CREATE POLICY own_schema ON {table} USING ({rule}) WITH CHECK ({rule});
"""
DISABLE = """
DROP POLICY own_schema ON {table};
ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;
ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial")]
    operations = [
        migrations.RunSQL(ENABLE.format(table=table, rule=rule), DISABLE.format(table=table)) for table, rule in TABLES.items()
    ]
