"""What PostgreSQL itself holds: rows are never changed, each entry gets its link, a business sees its own.

The link is reckoned by a deferred trigger, so at the commit: whoever writes entries of one business waits for another
only while that one commits, however long its transaction was.
"""

from django.db import migrations

CHAIN = """
CREATE FUNCTION audit_chain() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    last_sequence bigint := 0;
    last_hash text := repeat('0', 64);
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('audit:' || NEW.schema, 0));
    SELECT sequence, hash INTO last_sequence, last_hash
        FROM audit_link WHERE schema = NEW.schema ORDER BY sequence DESC LIMIT 1;
    IF NOT FOUND THEN
        last_sequence := 0;
        last_hash := repeat('0', 64);
    END IF;
    INSERT INTO audit_link (entry_id, schema, sequence, previous, hash) VALUES (
        NEW.id, NEW.schema, last_sequence + 1, last_hash,
        encode(sha256(convert_to(last_hash || ':' || (last_sequence + 1) || ':' || NEW.digest, 'UTF8')), 'hex'));
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER audit_chain AFTER INSERT ON audit_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit_chain();

CREATE FUNCTION audit_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'What is in % is never changed', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_keep BEFORE UPDATE OR DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_keep();
CREATE TRIGGER audit_keep_all BEFORE TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION audit_keep();
CREATE TRIGGER audit_keep BEFORE UPDATE OR DELETE ON audit_link FOR EACH ROW EXECUTE FUNCTION audit_keep();
CREATE TRIGGER audit_keep_all BEFORE TRUNCATE ON audit_link FOR EACH STATEMENT EXECUTE FUNCTION audit_keep();
CREATE TRIGGER audit_keep BEFORE UPDATE ON audit_particulars FOR EACH ROW EXECUTE FUNCTION audit_keep();
CREATE TRIGGER audit_keep_all BEFORE TRUNCATE ON audit_particulars FOR EACH STATEMENT EXECUTE FUNCTION audit_keep();
"""
UNCHAIN = """
DROP TRIGGER audit_chain ON audit_entry;
DROP TRIGGER audit_keep ON audit_entry;
DROP TRIGGER audit_keep_all ON audit_entry;
DROP TRIGGER audit_keep ON audit_link;
DROP TRIGGER audit_keep_all ON audit_link;
DROP TRIGGER audit_keep ON audit_particulars;
DROP TRIGGER audit_keep_all ON audit_particulars;
DROP FUNCTION audit_chain();
DROP FUNCTION audit_keep();
"""
TABLES = ("audit_entry", "audit_link", "audit_particulars")
POLICY = """
ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
CREATE POLICY own_schema ON {table}
    USING (schema = current_schema() OR current_schema() = 'public')
    WITH CHECK (schema = current_schema() OR current_schema() = 'public');
"""
NO_POLICY = """
DROP POLICY own_schema ON {table};
ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;
ALTER TABLE {table} DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [
        migrations.RunSQL(CHAIN, UNCHAIN),
        *(migrations.RunSQL(POLICY.format(table=table), NO_POLICY.format(table=table)) for table in TABLES),
    ]
