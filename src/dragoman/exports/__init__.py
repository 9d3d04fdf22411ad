"""Records in the formats of others: one module each, each a pure function of records; `write_export` makes files.

Formats that have a place for it (records, tables, PLOVER JSON, annotations, standoff, graphs) carry every event with
its reality. POLECAT, CAMEO and FollowTheMoney have none: there, only what happened or is going on is an event.
"""

from dragoman.exports.formats import FORMATS, Format, write_export
from dragoman.exports.whole import ExportError

__all__ = ["FORMATS", "ExportError", "Format", "write_export"]
