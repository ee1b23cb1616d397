import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tenants', '0006_devices'),
    ]

    operations = [
        migrations.AlterField(
            model_name='invitation',
            name='role',
            field=models.CharField(choices=[('owner', 'Owner'), ('manager', 'Manager'), ('staff', 'Staff'), ('analyst', 'Analyst'), ('custom', 'A role of your own')], max_length=10, verbose_name='role'),
        ),
        migrations.AlterField(
            model_name='membership',
            name='role',
            field=models.CharField(choices=[('owner', 'Owner'), ('manager', 'Manager'), ('staff', 'Staff'), ('analyst', 'Analyst'), ('custom', 'A role of your own')], max_length=10, verbose_name='role'),
        ),
        migrations.CreateModel(
            name='CustomRole',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('permissions', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), default=list, size=None, verbose_name='permissions')),
                ('requires_second_factor', models.BooleanField(default=False, verbose_name='two-step login')),
                ('business', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='custom_roles', to='tenants.business', verbose_name='business')),
            ],
            options={
                'verbose_name': 'role',
                'verbose_name_plural': 'roles',
            },
        ),
        migrations.AddField(
            model_name='invitation',
            name='custom_role',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='tenants.customrole', verbose_name='role of your own'),
        ),
        migrations.AddField(
            model_name='membership',
            name='custom_role',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='tenants.customrole', verbose_name='role of your own'),
        ),
        migrations.AddConstraint(
            model_name='invitation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('custom_role__isnull', False), ('role', 'custom')), models.Q(models.Q(('role', 'custom'), _negated=True), ('custom_role__isnull', True)), _connector='OR'), name='invitation_names_its_role'),
        ),
        migrations.AddConstraint(
            model_name='membership',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('custom_role__isnull', False), ('role', 'custom')), models.Q(models.Q(('role', 'custom'), _negated=True), ('custom_role__isnull', True)), _connector='OR'), name='membership_names_its_role'),
        ),
        migrations.AddConstraint(
            model_name='customrole',
            constraint=models.UniqueConstraint(fields=('business', 'name'), name='one_role_of_a_name'),
        ),
    ]
