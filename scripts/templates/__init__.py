"""Rebuilds the Word templates in templates/docx: styles, lists, headers and the text with its tags, all in one place.

A town that wants another look changes the styles of a template in Word; this is how the shipped ones are made.
"""
