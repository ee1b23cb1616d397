from __future__ import annotations

from django.urls import path

from businesses.api.attendance import BookingLate, MoveBooking, WalkIn
from businesses.api.availability import Availability
from businesses.api.bookings import Cancel, Confirm, Hold, ManagedBooking, Pay, Reschedule
from businesses.api.catalogue import Hours, Menu, Services, Staff
from businesses.api.figures import Figures
from businesses.api.orders import CancelOrder, ManagedOrder, PayOrder, PlaceOrder, QuoteOrder
from businesses.api.series import MakeSeries, ManagedSeries, PlanSeries
from businesses.api.waiting import AcceptOffer, DeclineOffer, JoinList, ManagedWaiting

urlpatterns = [
    path("services", Services.as_view(), name="services"),
    path("menu", Menu.as_view(), name="menu"),
    path("staff", Staff.as_view(), name="staff"),
    path("hours", Hours.as_view(), name="hours"),
    path("availability", Availability.as_view(), name="availability"),
    path("figures", Figures.as_view(), name="figures-api"),
    path("bookings/hold", Hold.as_view(), name="booking-hold"),
    path("bookings/series", MakeSeries.as_view(), name="booking-series"),
    path("bookings/series/plan", PlanSeries.as_view(), name="booking-series-plan"),
    path("bookings/walk-in", WalkIn.as_view(), name="booking-walk-in"),
    path("bookings/<str:reference>", ManagedBooking.as_view(), name="booking"),
    path("bookings/<str:reference>/series", ManagedSeries.as_view(), name="booking-series-of"),
    path("bookings/<str:reference>/confirm", Confirm.as_view(), name="booking-confirm"),
    path("bookings/<str:reference>/pay", Pay.as_view(), name="booking-pay"),
    path("bookings/<str:reference>/reschedule", Reschedule.as_view(), name="booking-reschedule"),
    path("bookings/<str:reference>/cancel", Cancel.as_view(), name="booking-cancel"),
    path("bookings/<str:reference>/move", MoveBooking.as_view(), name="booking-move"),
    path("bookings/<str:reference>/late", BookingLate.as_view(), name="booking-late"),
    path("waitlist", JoinList.as_view(), name="waitlist-join"),
    path("waitlist/<str:reference>", ManagedWaiting.as_view(), name="waitlist-place"),
    path("waitlist/<str:reference>/accept", AcceptOffer.as_view(), name="waitlist-accept"),
    path("waitlist/<str:reference>/decline", DeclineOffer.as_view(), name="waitlist-decline"),
    path("orders", PlaceOrder.as_view(), name="order-place"),
    path("orders/quote", QuoteOrder.as_view(), name="order-quote"),
    path("orders/<str:reference>", ManagedOrder.as_view(), name="order"),
    path("orders/<str:reference>/pay", PayOrder.as_view(), name="order-pay"),
    path("orders/<str:reference>/cancel", CancelOrder.as_view(), name="order-cancel"),
]
