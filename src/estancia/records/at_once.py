"""Many tables made in one step of a migration, for an empty database.

Django renders every model anew after each table it makes, so that sixty tables cost two thousand renderings: more than
half of what an empty database waits. Here the state is brought to its end first and rendered once; then each table is
made in its last shape, with its indexes and constraints.
"""

from collections.abc import Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation, OperationCategory
from django.db.migrations.state import ProjectState

_SHORTCUT = "_as_of_"


def is_shortcut(migration: str) -> bool:
    """Say whether a migration stands for all the steps up to one, and may go when another stands for more of them.

    Which of them an installation took says nothing about its tables.
    """
    return _SHORTCUT in migration


class CreateModels(Operation):
    """Make these models' tables together; the operations may stand in any order, as none is looked at alone."""

    category = OperationCategory.ADDITION
    serialization_expand_args = ["operations"]

    def __init__(self, operations: Sequence[CreateModel]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Add the models while nothing is rendered; whoever asks for them next has all rendered at once."""
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Make each table; indexes and what refers to another table come when all stand, before the next step."""
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)
        while schema_editor.deferred_sql:
            schema_editor.execute(schema_editor.deferred_sql.pop(0), None)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Drop the tables, the last one first."""
        for operation in reversed(self.operations):
            operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """Say how many models are made."""
        return f"Create {len(self.operations)} models at once"
