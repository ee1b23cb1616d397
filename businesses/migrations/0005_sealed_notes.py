"""Notes on customers are sealed: first the key, then the column's meaning, then what is there already."""

import uuid

import businesses.sealing.fields
from django.db import migrations, models


def seal_notes(apps, schema_editor):
    customer = apps.get_model("businesses", "Customer")
    for row in customer.objects.iterator(chunk_size=500):
        if row.notes:
            row.save(update_fields=["notes"])


class Migration(migrations.Migration):
    dependencies = [("businesses", "0004_privacy")]
    operations = [
        migrations.CreateModel(
            name="DataKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("wrapped", models.BinaryField()),
                ("master", models.CharField(max_length=16)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("retired_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={"verbose_name": "data key", "verbose_name_plural": "data keys"},
        ),
        migrations.AlterField(
            model_name="customer",
            name="notes",
            field=businesses.sealing.fields.SealedTextField(
                blank=True, help_text="For staff only.", max_length=2000, verbose_name="notes"
            ),
        ),
        migrations.RunPython(seal_notes, migrations.RunPython.noop),
    ]
