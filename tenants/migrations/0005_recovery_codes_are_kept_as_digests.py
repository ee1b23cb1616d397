"""Recovery codes that stood in plain are replaced by their digests; they go on opening the logins they are for.

``digest`` is the product's own: one written out here would be of no use once that changed.
"""

from __future__ import annotations

import django.contrib.postgres.fields
from django.db import migrations, models

from tenants.second_factor import digest


def keep_digests(apps, schema_editor):
    codes = apps.get_model("otp_static", "StaticToken")
    for code in codes.objects.all().iterator():
        codes.objects.filter(pk=code.pk).update(token=digest(code.token))


class Migration(migrations.Migration):
    dependencies = [
        ("tenants", "0004_token_families"),
        ("otp_static", "0003_add_timestamps"),
    ]

    operations = [
        migrations.AddField(
            model_name="business",
            name="second_factor_roles",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=10),
                blank=True,
                default=list,
                help_text="Where it is not asked of everybody: of whom it is.",
                size=None,
                verbose_name="two-step login for these roles",
            ),
        ),
        migrations.CreateModel(
            name="BusinessSecurity",
            fields=[],
            options={
                "verbose_name": "security",
                "verbose_name_plural": "security",
                "proxy": True,
                "indexes": [],
                "constraints": [],
            },
            bases=("tenants.business",),
        ),
        migrations.RunPython(keep_digests, migrations.RunPython.noop),
    ]
