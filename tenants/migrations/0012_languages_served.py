from django.db import migrations, models

import tenants.languages


class Migration(migrations.Migration):

    dependencies = [
        ('tenants', '0011_preferences'),
    ]

    operations = [
        migrations.AlterField(
            model_name='user',
            name='language',
            field=models.CharField(blank=True, choices=tenants.languages.languages_served, db_default='', default='', max_length=10, verbose_name='language'),
        ),
    ]
