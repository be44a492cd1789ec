"""What is not out yet stands in an index whose condition SQLite reads off the row; for IN it makes a table, anew for every row written."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

NOT_OUT = "(state = 'pending' OR state = 'claimed' OR state = 'unknown')"


def upgrade() -> None:
    """The same index, in other words."""
    op.drop_index("ix_outbound_open", "outbound")
    where = sa.text(NOT_OUT)
    op.create_index("ix_outbound_open", "outbound", ["number_id", "id"], unique=False, sqlite_where=where, postgresql_where=where)
