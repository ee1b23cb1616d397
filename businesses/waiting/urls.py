from __future__ import annotations

from django.urls import path

from businesses.waiting import views

urlpatterns = [
    path("", views.line, name="waiting"),
    path("new/", views.new, name="waiting-new"),
    path("<str:reference>/offer/", views.offer, name="waiting-offer"),
    path("<str:reference>/<str:verb>/", views.move, name="waiting-move"),
]
