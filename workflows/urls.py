from __future__ import annotations

from django.urls import path

from workflows import views

urlpatterns = [
    path("", views.mails, name="mails"),
    path("<int:mail_id>/", views.mail, name="mail"),
    path("<int:mail_id>/body/", views.mail_body, name="mail-body"),
]
