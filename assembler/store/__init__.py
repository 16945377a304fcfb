"""The store: plans that live for two years, and nothing lost.

store.py is where to begin: `open_store`, transactions, the actor. Beside it, one module for each thing that is kept:
accounts, plans, uploads, documents, jobs, idempotency, audit; and what keeps it safe: backup, verify, sweep.
"""
