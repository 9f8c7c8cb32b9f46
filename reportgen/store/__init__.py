"""The only writer of files: whole folders, put in place in one step.

A folder is staged beside its target, flushed to disk, and exchanged with what stood there. A reader, and a process
killed at any moment, sees the old folder or the new one, never a mixture:

    .NAME.reportgen-new    being staged; after an exchange, what stood at NAME before
    .NAME.reportgen-old    what stood at NAME, between the two renames of systems without an exchange
    .NAME.reportgen-drop   about to be deleted

`recover` finishes or drops what a killed process left under these names. A folder that reportgen did not write is
never replaced: ours holds a ``manifest.json`` that names reportgen as its generator.

Single files of a review folder are changed together or not at all, by way of a hidden folder in it
(``.reportgen-update``); `recover_changes` finishes or drops what a killed process left there.
"""

from __future__ import annotations

from reportgen.store.changing import STAGE, recover_changes, write_changes
from reportgen.store.member_names import checked
from reportgen.store.ownership import GENERATOR, MARKER, refuse_foreign, refuse_unless_new
from reportgen.store.passing import passing_folder
from reportgen.store.tree import recover, write_new_folder, write_tree

__all__ = [
    "GENERATOR",
    "MARKER",
    "STAGE",
    "checked",
    "passing_folder",
    "recover",
    "recover_changes",
    "refuse_foreign",
    "refuse_unless_new",
    "write_changes",
    "write_new_folder",
    "write_tree",
]
