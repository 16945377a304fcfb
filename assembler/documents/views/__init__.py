"""Views: parts of a plan as the plain values that templates name. One file per part."""
