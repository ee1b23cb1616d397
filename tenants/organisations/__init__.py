"""An organisation's pages, on the host of each of its businesses; and the way from one business to another."""
