from __future__ import annotations

from django.urls import path

from businesses.board import amending, attendance, cancelling, desk, placing, plans, series, views, walk_ins

urlpatterns = [
    path("", views.day, name="board"),
    path("day/<str:day>/", views.day, name="board-day"),
    path("week/", views.week, name="board-week"),
    path("week/<str:day>/", views.week, name="board-week-of"),
    path("bookings/<str:reference>/", views.booking, name="board-booking"),
    path("search/", views.search, name="board-search"),
    path("cancel/", cancelling.cancel_chosen, name="board-cancel"),
    path("walk-in/", walk_ins.walk_in, name="board-walk-in"),
    path("floor/", plans.floor, name="board-floor"),
    path("floor/arrange/", plans.arrange, name="board-arrange"),
    path("series/<int:key>/", series.series, name="board-series"),
    path("bookings/<str:reference>/cancel-from/", series.cancel_from, name="board-cancel-from"),
    path("new/", desk.new, name="board-new"),
    path("bookings/<str:reference>/place/", placing.place, name="board-place"),
    path("bookings/<str:reference>/amend/", amending.amend, name="board-amend"),
    path("bookings/<str:reference>/reschedule/", desk.reschedule, name="board-reschedule"),
    path("bookings/<str:reference>/late/", attendance.late, name="board-late"),
    path("bookings/<str:reference>/undo/", attendance.undo, name="board-undo"),
    path("bookings/<str:reference>/<str:verb>/", attendance.move, name="board-move"),
]
