from __future__ import annotations

from django.urls import path

from billing.pages import changing, views

urlpatterns = [
    path("", views.overview, name="billing"),
    path("plan/", changing.plan, name="billing-plan"),
    path("pause/", changing.rest, name="billing-pause"),
    path("coupon/", changing.coupon, name="billing-coupon"),
    path("payer/", changing.payer, name="billing-payer"),
    path("card/", changing.card, name="billing-card"),
    path("usage/<slug:meter>/", views.rows, name="billing-rows"),
    path("invoices/<str:number>/pay/", changing.pay, name="billing-pay"),
    path("invoices/<str:number>/", views.pdf, name="billing-invoice"),
]
