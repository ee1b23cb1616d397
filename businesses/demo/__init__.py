"""Five believable businesses, one per category, with their people and some weeks of bookings."""
