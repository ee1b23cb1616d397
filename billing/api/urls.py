from __future__ import annotations

from django.urls import path

from billing.api.views import BillingInvoices, BillingPlan, BillingUsage

urlpatterns = [
    path("plan", BillingPlan.as_view(), name="billing-plan-api"),
    path("usage", BillingUsage.as_view(), name="billing-usage-api"),
    path("invoices", BillingInvoices.as_view(), name="billing-invoices-api"),
]
