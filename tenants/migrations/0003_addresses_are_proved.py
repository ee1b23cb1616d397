import django.db.models.deletion
import tenants.models
from django.conf import settings
from django.db import migrations, models
from django.db.models.functions import Now


def vouch_for_who_signs_in(apps, schema_editor):
    """Whoever has a password has been signing in with it; who was only invited proves the mailbox first."""
    users = apps.get_model("tenants", "User").objects.exclude(password="").exclude(password__startswith="!")
    users.update(email_verified_at=Now())


class Migration(migrations.Migration):

    dependencies = [
        ("tenants", "0002_two_step_login_for_everybody"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="email_verified_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="address confirmed"),
        ),
        migrations.RunPython(vouch_for_who_signs_in, migrations.RunPython.noop),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                ("role", models.CharField(choices=[("owner", "Owner"), ("manager", "Manager"), ("staff", "Staff")], max_length=10, verbose_name="role")),
                ("nonce", models.CharField(default=tenants.models.new_nonce, editable=False, max_length=32)),
                ("sent_at", models.DateTimeField(verbose_name="sent")),
                ("business", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="invitations", to="tenants.business", verbose_name="business")),
                ("invited_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="invited by")),
            ],
            options={
                "verbose_name": "invitation",
                "verbose_name_plural": "invitations",
                "constraints": [models.UniqueConstraint(fields=("business", "email"), name="one_invitation_per_address")],
            },
        ),
    ]
