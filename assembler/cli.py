"""The command line: assemble, check, schema, template, serve. Thin; everything it does is in the pipeline.

Exit codes: 0 done, 1 findings (errors in the content), 2 usage, 3 machinery.
"""

from __future__ import annotations
