from django.db import migrations

from conversations.engine.checkpoint_tables import removal, statements

LAST = 9  # of the saver's own migrations when this one was written


class Migration(migrations.Migration):
    dependencies = [("conversations", "0001_initial")]

    operations = [migrations.RunSQL(statements(0, LAST), removal())]
