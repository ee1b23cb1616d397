from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExperimentsConfig(AppConfig):
    name = "experiments"
    verbose_name = _("experiments")

    def ready(self) -> None:
        from businesses.demo.seeding import seed_too  # noqa: PLC0415
        from businesses.desk import provide  # noqa: PLC0415  # models load after the app registry
        from businesses.privacy import keep  # noqa: PLC0415
        from experiments.demo.seeding import seed_experiment  # noqa: PLC0415
        from experiments.holdings import TABLES  # noqa: PLC0415
        from experiments.showing import RUNNING  # noqa: PLC0415

        provide(RUNNING)
        keep(*TABLES)
        seed_too("experiments", seed_experiment)
