"""The service: REST API and the coordinator's page."""
