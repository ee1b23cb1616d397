"""django-auditlog's tables, which never held a row: what it was to keep, this app keeps."""

from django.db import migrations

DROP = """
DO $$
DECLARE place text;
BEGIN
    FOR place IN SELECT schemaname FROM pg_tables WHERE tablename = 'auditlog_logentry' LOOP
        EXECUTE format('DROP TABLE %I.auditlog_logentry', place);
    END LOOP;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_chain")]
    operations = [migrations.RunSQL(DROP, migrations.RunSQL.noop)]
