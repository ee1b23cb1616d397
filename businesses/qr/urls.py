from __future__ import annotations

from django.urls import path

from businesses.qr import views

urlpatterns = [
    path("q/<slug:code>/", views.scan, name="qr-scan"),
    path("menu/", views.menu, name="menu-page"),
]
