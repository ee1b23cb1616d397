from __future__ import annotations

from django.urls import path

from reports.pages import views

urlpatterns = [
    path("", views.reports, name="reports"),
    path("make/", views.make, name="reports-make"),
    path("schedules/", views.schedule, name="reports-schedule"),
    path("schedules/<uuid:schedule_id>/pause/", views.pause_schedule, name="reports-pause"),
    path("schedules/<uuid:schedule_id>/resume/", views.resume_schedule, name="reports-resume"),
    path("schedules/<uuid:schedule_id>/stop/", views.stop_schedule, name="reports-stop"),
    path("<uuid:report_id>/delete/", views.delete, name="reports-delete"),
    path("<uuid:report_id>/file/", views.file, name="reports-file"),
]
