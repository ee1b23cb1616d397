import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("tenants", "0003_addresses_are_proved"),
    ]

    operations = [
        # Of packages that are not used any more; their keys to users would keep those from being deleted.
        migrations.RunSQL(
            "DROP TABLE IF EXISTS token_blacklist_blacklistedtoken, token_blacklist_outstandingtoken,"
            " axes_accessattemptexpiration, axes_accessattempt, axes_accesslog, axes_accessfailurelog CASCADE",
            migrations.RunSQL.noop,
        ),
        migrations.AddField(
            model_name="user",
            name="session_nonce",
            field=models.CharField(blank=True, default="", editable=False, max_length=32),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name="TokenFamily",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("newest", models.CharField(max_length=32)),
                ("used_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="token_families", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "verbose_name": "token family",
                "verbose_name_plural": "token families",
            },
        ),
    ]
