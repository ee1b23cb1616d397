

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tenants', '0008_api_keys'),
    ]

    operations = [
        migrations.CreateModel(
            name='Identity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('provider', models.CharField(max_length=20)),
                ('subject', models.CharField(max_length=255)),
                ('email', models.CharField(blank=True, max_length=254)),
                ('connected_at', models.DateTimeField()),
                ('used_at', models.DateTimeField(blank=True, null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='identities', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'login elsewhere',
                'verbose_name_plural': 'logins elsewhere',
                'constraints': [models.UniqueConstraint(fields=('provider', 'subject'), name='one_login_per_identity')],
            },
        ),
    ]
