from __future__ import annotations

from django.urls import path

from agents.api.views import Faq

urlpatterns = [path("faq", Faq.as_view(), name="faq")]
