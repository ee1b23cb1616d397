import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

TEXTS = {"schema": 63, "address": 45, "browser": 300}


class Migration(migrations.Migration):
    dependencies = [
        ("sessions", "0001_initial"),
        ("tenants", "0005_recovery_codes_are_kept_as_digests"),
    ]

    operations = [
        *(
            migrations.AddField(
                model_name="tokenfamily",
                name=name,
                field=models.CharField(blank=True, default="", max_length=length),
                preserve_default=False,
            )
            for name, length in TEXTS.items()
        ),
        migrations.AddField(model_name="tokenfamily", name="started_at", field=models.DateTimeField(null=True)),
        migrations.CreateModel(
            name="SignIn",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("schema", models.CharField(max_length=63)),
                ("address", models.CharField(max_length=45)),
                ("browser", models.CharField(blank=True, max_length=300)),
                ("started_at", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                (
                    "session",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sign_in", to="sessions.session"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sign_ins",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"verbose_name": "sign-in", "verbose_name_plural": "sign-ins"},
        ),
    ]
