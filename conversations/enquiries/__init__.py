"""The global flow: the platform's own assistant, over all businesses that are listed. It belongs to none of them."""
