"""Úlohy: long work that is kept as rows until it is done, and those who do it.

orders.py    what is wanted, as it lies in the row
work.py      one job: revision -> document, with everything that can go wrong on the way
leases.py    who of this machine is still alive
runner.py    threads that claim jobs, in the serving process or in one of their own

Where a broker is set (ADR 32), jobs are done by workers that it wakes:

broker.py    Celery over RabbitMQ or Redis; the door to it
herald.py    tells the broker which jobs are due
consumer.py  the worker that the broker wakes
"""
