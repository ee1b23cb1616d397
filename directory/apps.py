from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    name = "directory"
    verbose_name = _("directory")

    def ready(self) -> None:
        from businesses.demo.seeding import seed_too  # noqa: PLC0415  # models load after the app registry
        from directory.operations import forget_business, list_business  # noqa: PLC0415
        from tenants.provisioning.steps import closing, removal  # noqa: PLC0415

        seed_too("directory", list_business)
        closing.register("directory", forget_business)
        removal.register("directory", forget_business)
