"""Oznámení: signed messages to other programs about what happened, sent until they arrive or a day has passed.

addresses.py    where a message may go: never into the network that the service itself stands in
message.py      what it says: ids and links, signed as Standard Webhooks 1.0 says
post.py         one message, one attempt
courier.py      threads that claim deliveries and send them
"""
