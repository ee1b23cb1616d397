from __future__ import annotations

from django.urls import path

from businesses.manage import orders, remembered, views, waiting

urlpatterns = [
    path("b/<str:reference>/", views.manage, name="manage"),
    path("b/<str:reference>/confirm/", views.confirm, name="manage-confirm"),
    path("b/<str:reference>/pay/", views.pay, name="manage-pay"),
    path("b/<str:reference>/cancel/", views.cancel, name="manage-cancel"),
    path("b/<str:reference>/no-news/", views.withdraw, name="manage-withdraw"),
    path("b/<str:reference>/remembered/", remembered.of_booking, name="manage-remembered"),
    path("b/<str:reference>/move/", views.move, name="manage-move"),
    path("w/<str:reference>/", waiting.manage, name="manage-waiting"),
    path("w/<str:reference>/<str:verb>/", waiting.answer, name="manage-waiting-answer"),
    path("o/<str:reference>/", orders.manage, name="manage-order"),
    path("o/<str:reference>/pay/", orders.pay, name="manage-order-pay"),
    path("o/<str:reference>/cancel/", orders.cancel, name="manage-order-cancel"),
    path("o/<str:reference>/remembered/", remembered.of_order, name="manage-order-remembered"),
]
