from __future__ import annotations

from django.urls import path

from businesses.form import views

urlpatterns = [
    path("book/", views.choose, name="book"),
    path("book/times/", views.times, name="book-times"),
    path("book/done/", views.done, name="book-done"),
]
