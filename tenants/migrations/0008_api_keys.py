import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


ENABLE = """
ALTER TABLE tenants_apikey ENABLE ROW LEVEL SECURITY;
ALTER TABLE tenants_apikey FORCE ROW LEVEL SECURITY;
CREATE POLICY own_schema ON tenants_apikey
    USING (schema = current_schema() OR current_schema() = 'public')
    WITH CHECK (schema = current_schema() OR current_schema() = 'public');
"""
DISABLE = """
DROP POLICY own_schema ON tenants_apikey;
ALTER TABLE tenants_apikey NO FORCE ROW LEVEL SECURITY;
ALTER TABLE tenants_apikey DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('tenants', '0007_roles'),
    ]

    operations = [
        migrations.AddField(
            model_name='business',
            name='api_tier',
            field=models.CharField(choices=[('small', '60 requests a minute'), ('standard', '300 requests a minute'), ('large', '1200 requests a minute')], default='standard', help_text='Of all its keys together.', max_length=10, verbose_name='use of the API by keys'),
        ),
        migrations.CreateModel(
            name='ApiKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('schema', models.CharField(editable=False, max_length=63)),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('prefix', models.CharField(editable=False, max_length=12, unique=True, verbose_name='begins with')),
                ('digest', models.CharField(editable=False, max_length=64)),
                ('permissions', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None, verbose_name='permissions')),
                ('tier', models.CharField(choices=[('small', '60 requests a minute'), ('standard', '300 requests a minute'), ('large', '1200 requests a minute')], default='standard', max_length=10, verbose_name='how often')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='made')),
                ('expires_at', models.DateTimeField(blank=True, null=True, verbose_name='expires')),
                ('ended_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='ended')),
                ('last_used_at', models.DateTimeField(blank=True, editable=False, null=True, verbose_name='last used')),
                ('last_address', models.CharField(blank=True, editable=False, max_length=45, verbose_name='from')),
                ('business', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='api_keys', to='tenants.business')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='made by')),
                ('replaces', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='tenants.apikey')),
            ],
            options={
                'verbose_name': 'API key',
                'verbose_name_plural': 'API keys',
            },
        ),
        migrations.RunSQL(ENABLE, DISABLE),
    ]
