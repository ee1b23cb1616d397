"""The staff's inbox: who is waiting, what was said, take over, reply, hand back."""
