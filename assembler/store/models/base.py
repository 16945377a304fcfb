"""What the rows of all tables share: their kinds of columns, and how constraints are named."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Annotated, ClassVar

from sqlalchemy import JSON, ForeignKey, MetaData, Uuid
from sqlalchemy.orm import DeclarativeBase, mapped_column

from assembler.store.columns import Line, Moment, Plain, Sequence

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}

Order = Annotated[int, mapped_column(Sequence, primary_key=True, autoincrement=True)]
Id = Annotated[uuid.UUID, mapped_column(Uuid, unique=True, default=uuid.uuid4)]
Hash = Annotated[str, mapped_column(Line(64))]  # SHA-256, hexadecimal
Code = Annotated[str, mapped_column(Line(60))]  # a word of ours
Name = Annotated[str, mapped_column(Line(300))]  # a line that people read or write
Wording = Annotated[str, mapped_column(Line(20_000))]  # what somebody wrote
OfMunicipality = Annotated[uuid.UUID, mapped_column(ForeignKey("municipalities.id"), index=True)]
OfUser = Annotated[uuid.UUID, mapped_column(ForeignKey("users.id"), index=True)]
OfPlan = Annotated[uuid.UUID, mapped_column(ForeignKey("plans.id"), index=True)]
OfRevision = Annotated[uuid.UUID, mapped_column(ForeignKey("revisions.id"), index=True)]
OfFile = Annotated[str, mapped_column(ForeignKey("files.sha256"), index=True)]


class Row(DeclarativeBase):
    """A row of a table; times are aware and in UTC."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar = {datetime: Moment, Plain: JSON(none_as_null=True), list[str]: JSON}
