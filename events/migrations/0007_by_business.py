"""What is due is looked for business by business. Indexes are made and dropped beside the work."""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("events", "0006_wake")]

    operations = [
        AddIndexConcurrently(
            model_name="outboxevent",
            index=models.Index(
                fields=["schema", "available_at", "id"],
                condition=models.Q(published_at=None, dead_at=None),
                name="outbox_due_by_business",
            ),
        ),
        RemoveIndexConcurrently(model_name="outboxevent", name="outbox_due"),
    ]
