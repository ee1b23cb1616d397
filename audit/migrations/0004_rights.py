"""The role the product works as adds entries, and may forget particulars: nothing else.

The planner keeps no samples of what is personal: they would outlive it.
"""

from django.conf import settings
from django.db import migrations

ROLE = f'"{settings.DATABASE_ROLE}"'
TAKE = f"""
REVOKE UPDATE, DELETE, TRUNCATE ON audit_entry FROM {ROLE};
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON audit_link FROM {ROLE};
REVOKE UPDATE, TRUNCATE ON audit_particulars FROM {ROLE};
"""
NO_SAMPLES = """ALTER TABLE audit_particulars ALTER COLUMN "values" SET STATISTICS 0;"""
SAMPLES = """ALTER TABLE audit_particulars ALTER COLUMN "values" SET STATISTICS -1;"""
GIVE = f"GRANT SELECT, INSERT, UPDATE, DELETE ON audit_entry, audit_link, audit_particulars TO {ROLE};"


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_drop_auditlog")]
    operations = [migrations.RunSQL(TAKE, GIVE), migrations.RunSQL(NO_SAMPLES, SAMPLES)]
