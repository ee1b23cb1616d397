from django.db import migrations, models

import tenants.languages


class Migration(migrations.Migration):

    dependencies = [
        ('conversations', '0011_widget_sites'),
    ]

    operations = [
        migrations.AlterField(
            model_name='cannedreply',
            name='locale',
            field=models.CharField(choices=tenants.languages.languages_served, max_length=10, verbose_name='language'),
        ),
    ]
