from __future__ import annotations

from django.urls import path

from businesses.kitchen import views

urlpatterns = [
    path("", views.board, name="kitchen"),
    path("waiting/", views.waiting, name="kitchen-waiting"),
    path("<str:reference>/ticket/", views.ticket, name="kitchen-ticket"),
    path("<str:reference>/move/", views.move, name="kitchen-move"),
]
