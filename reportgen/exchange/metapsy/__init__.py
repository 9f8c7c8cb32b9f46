"""Databases of trials of psychotherapies in the Metapsy data standard: data.csv, and folders with their metadata."""

from reportgen.exchange.metapsy.format import METAPSY

__all__ = ["METAPSY"]
