"""What PostgreSQL itself holds: a business sees its own; what was sent or posted is never changed, and adds up."""

from django.db import migrations

OWN = (
    *("payer", "subscription", "redemption", "period", "usagerecord", "usagewaiting", "usagehour"),
    *("invoice", "line", "reminded", "journal", "posting", "ownermail"),
)
KEPT = ("invoice", "line", "journal", "posting")
POLICY = """
ALTER TABLE billing_{table} ENABLE ROW LEVEL SECURITY;
ALTER TABLE billing_{table} FORCE ROW LEVEL SECURITY;
CREATE POLICY own_schema ON billing_{table}
    USING (schema = current_schema() OR current_schema() = 'public')
    WITH CHECK (schema = current_schema() OR current_schema() = 'public');
"""
NO_POLICY = """
DROP POLICY own_schema ON billing_{table};
ALTER TABLE billing_{table} NO FORCE ROW LEVEL SECURITY;
ALTER TABLE billing_{table} DISABLE ROW LEVEL SECURITY;
"""
KEEP = """
CREATE FUNCTION billing_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'What is in % is never changed', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER billing_keep BEFORE UPDATE ON billing_usagerecord FOR EACH ROW EXECUTE FUNCTION billing_keep();
"""
NOT_KEEP = "DROP TRIGGER billing_keep ON billing_usagerecord; DROP FUNCTION billing_keep();"
KEEP_TABLE = """
CREATE TRIGGER billing_keep BEFORE UPDATE OR DELETE ON billing_{table} FOR EACH ROW EXECUTE FUNCTION billing_keep();
CREATE TRIGGER billing_keep_all BEFORE TRUNCATE ON billing_{table} FOR EACH STATEMENT EXECUTE FUNCTION billing_keep();
"""
NOT_KEEP_TABLE = """
DROP TRIGGER billing_keep ON billing_{table};
DROP TRIGGER billing_keep_all ON billing_{table};
"""
BALANCE = """
CREATE FUNCTION billing_balance() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM billing_posting WHERE journal_id = NEW.journal_id GROUP BY currency HAVING sum(amount) <> 0)
    THEN
        RAISE EXCEPTION 'Journal % does not come to nothing', NEW.journal_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER billing_balance AFTER INSERT ON billing_posting
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION billing_balance();
CREATE FUNCTION billing_lines() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    of bigint := CASE TG_TABLE_NAME WHEN 'billing_line' THEN (to_jsonb(NEW) ->> 'invoice_id')::bigint ELSE NEW.id END;
BEGIN
    IF EXISTS (
        SELECT 1 FROM billing_invoice i WHERE i.id = of AND CASE WHEN i.includes_tax THEN i.total ELSE i.net END
            <> (SELECT coalesce(sum(l.amount), 0) FROM billing_line l WHERE l.invoice_id = i.id))
    THEN
        RAISE EXCEPTION 'The lines of invoice % do not add up', of USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER billing_lines AFTER INSERT ON billing_invoice
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION billing_lines();
CREATE CONSTRAINT TRIGGER billing_lines AFTER INSERT ON billing_line
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION billing_lines();
"""
NO_BALANCE = """
DROP TRIGGER billing_balance ON billing_posting;
DROP FUNCTION billing_balance();
DROP TRIGGER billing_lines ON billing_invoice;
DROP TRIGGER billing_lines ON billing_line;
DROP FUNCTION billing_lines();
"""


class Migration(migrations.Migration):
    dependencies = [("billing", "0001_initial")]
    operations = [
        *(migrations.RunSQL(POLICY.format(table=table), NO_POLICY.format(table=table)) for table in OWN),
        migrations.RunSQL(KEEP, NOT_KEEP),
        *(migrations.RunSQL(KEEP_TABLE.format(table=table), NOT_KEEP_TABLE.format(table=table)) for table in KEPT),
        migrations.RunSQL(BALANCE, NO_BALANCE),
    ]
