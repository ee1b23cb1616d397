from __future__ import annotations

from django.urls import path

from reports.api import views

urlpatterns = [
    path("reports", views.Reports.as_view(), name="api-reports"),
    path("reports/make", views.MakeReport.as_view(), name="api-reports-make"),
    path("reports/templates", views.Templates.as_view(), name="api-reports-templates"),
    path("reports/schedules", views.Schedules.as_view(), name="api-reports-schedules"),
    path("reports/schedules/make", views.MakeSchedule.as_view(), name="api-reports-schedule"),
    path("reports/schedules/<uuid:schedule>/pause", views.PauseSchedule.as_view(), name="api-reports-pause"),
    path("reports/schedules/<uuid:schedule>/resume", views.ResumeSchedule.as_view(), name="api-reports-resume"),
    path("reports/schedules/<uuid:schedule>/stop", views.StopSchedule.as_view(), name="api-reports-stop"),
    path("reports/<uuid:report>", views.OneReport.as_view(), name="api-report"),
    path("reports/<uuid:report>/file", views.ReportFile.as_view(), name="api-report-file"),
]
