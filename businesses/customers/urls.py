from __future__ import annotations

from django.urls import path

from businesses.customers import views

urlpatterns = [
    path("", views.customers, name="customers"),
    path("<int:key>/", views.customer, name="customer"),
    path("<int:key>/notes/", views.note, name="customer-notes"),
    path("<int:key>/join/", views.join, name="customer-join"),
    path("<int:key>/separate/", views.separate, name="customer-separate"),
]
