from __future__ import annotations

from django.urls import path

from businesses.board import views

urlpatterns = [
    path("", views.day, name="board"),
    path("day/<str:day>/", views.day, name="board-day"),
    path("bookings/<str:reference>/<str:verb>/", views.move, name="board-move"),
]
