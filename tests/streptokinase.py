"""Trials of intravenous streptokinase after myocardial infarction: Lau et al., New England Journal of Medicine 1992;327:248.

Deaths and patients, streptokinase and control, by year as in Table 1 there.
"""

from __future__ import annotations

__all__ = ["TRIALS"]

TRIALS = (
    ("Fletcher", 1959, (1, 12), (4, 11)),
    ("Dewar", 1963, (4, 21), (7, 21)),
    ("European 1", 1969, (20, 83), (15, 84)),
    ("European 2", 1971, (69, 373), (94, 357)),
    ("Heikinheimo", 1971, (22, 219), (17, 207)),
    ("Italian", 1971, (19, 164), (18, 157)),
    ("Australian 1", 1973, (26, 264), (32, 253)),
    ("Frankfurt 2", 1973, (13, 102), (29, 104)),
    ("NHLBI SMIT", 1974, (7, 53), (3, 54)),
    ("Frank", 1975, (6, 55), (6, 53)),
    ("Valere", 1975, (11, 49), (9, 42)),
    ("Klein", 1976, (4, 14), (1, 9)),
    ("UK Collab", 1976, (38, 302), (40, 293)),
    ("Austrian", 1977, (37, 352), (65, 376)),
    ("Australian 2", 1977, (25, 123), (31, 107)),
    ("Lasierra", 1977, (1, 13), (3, 11)),
    ("N Ger Collab", 1977, (63, 249), (51, 234)),
    ("Witchitz", 1977, (5, 32), (5, 26)),
    ("European 3", 1979, (18, 156), (30, 159)),
    ("ISAM", 1986, (54, 859), (63, 882)),
    ("GISSI-1", 1986, (628, 5860), (758, 5852)),
    ("Olson", 1986, (1, 28), (2, 24)),
    ("Baroffio", 1986, (0, 29), (6, 30)),
    ("Schreiber", 1986, (1, 19), (3, 19)),
    ("Cribier", 1986, (1, 21), (1, 23)),
    ("Sainsous", 1986, (3, 49), (6, 49)),
    ("Durand", 1987, (3, 35), (4, 29)),
    ("White", 1987, (2, 107), (12, 112)),
    ("Bassand", 1987, (4, 52), (7, 55)),
    ("Vlay", 1988, (1, 13), (2, 12)),
    ("Kennedy", 1988, (12, 191), (17, 177)),
    ("ISIS-2", 1988, (791, 8592), (1029, 8595)),
    ("Wisenberg", 1988, (2, 41), (5, 25)),
)
