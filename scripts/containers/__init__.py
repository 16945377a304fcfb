"""Containerfile carried out in a bare tree of Debian: what an engine would do, where there is none."""
