"""A review that is built again whenever one of its files is saved: the page at once, the other formats behind it.

The stages are those of `pipeline`, and so is every byte. What a stage gave is used again only for the very bytes that
it was given before.
"""

from reportgen.watching.memory import Memory
from reportgen.watching.watcher import Round, Watcher, watch

__all__ = ["Memory", "Round", "Watcher", "watch"]
