"""Sešit: the whole content of a plan as an XLSX that people fill in, and back. Pure: contents and bytes, in and out.

write(content, origin)       the workbook; the same content gives the same bytes
deliver(data)                a delivered file, bounded and recognised: it says which version it was made from
read(delivered, base)        its content; `base` is that of the version it was made from
marked(reading)              the delivered values with what is wrong marked red

`layout.py` says which sheets there are, `values.py` what stands in their cells, `book.py` is what lies between.
"""

from assembler.workbook.book import Origin, as_json
from assembler.workbook.problems import Unplaced
from assembler.workbook.reading import Reading, marked, read
from assembler.workbook.recognising import Delivered, deliver
from assembler.workbook.writing import MEDIA_TYPE, write

__all__ = ["MEDIA_TYPE", "Delivered", "Origin", "Reading", "Unplaced", "as_json", "deliver", "marked", "read", "write"]
