"""Long names, and names in other scripts, drawn with the Noto fonts of Debian as fonts of the review."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from reportgen.model import Review
from tests.figures.stress.case import Case, of_sides

__all__ = ["NAMES", "NOTO", "noto"]

_FONTS = Path("/usr/share/fonts")
NOTO = {
    "arabic": _FONTS / "truetype/noto/NotoSansArabic-Regular.ttf",
    "hebrew": _FONTS / "truetype/noto/NotoSansHebrew-Regular.ttf",
    "cjk": _FONTS / "opentype/noto/NotoSansCJK-Regular.ttc",
}
"""Fonts of the Debian packages fonts-noto-core and fonts-noto-cjk."""

LONG = (
    "Żółciński-Wiśniewska, Nguyễn Thị Minh Khai & Ångström-Łukasiewicz et al. 2019 (long-term follow-up)",
    "Collaborative Group on Preoperative Pulmonary Rehabilitation in Northern Europe 2004",
    "Dvořáková-Růžičková, Şahin-Çelebioğlu, Ó Súilleabháin and Guðmundsdóttir 2011",
    "Internationalisierungskoordinationsarbeitsgemeinschaftssekretariat-Veröffentlichung 2015",
    "Papadopoulos 2001",
)
CJK = (
    "王小明 2015",
    "山田太郎・鈴木花子 2018",
    "김민수 외 2020",
    "第二次全國多中心隨機對照臨床試驗協作組 2012",
    "Smith 1999",
)
ARABIC = ("محمد عبد الله 2014", "الزهراني وآخرون 2018", "فاطمة بنت خالد (المرحلة 2) 2020", "Hassan حسن 2011")
HEBREW = ("כהן ולוי 2016", "בן־דוד, אברהם 2019", "המכון הלאומי לחקר שירותי הבריאות 2012", "Levi לוי 2010")


def noto(*scripts: str) -> tuple[Path, ...]:
    """Return the font files for scripts; a missing one is an error that says how to install it."""
    missing = [path for name in scripts if not (path := NOTO[name]).is_file()]
    if missing:
        raise FileNotFoundError(f"{missing[0]}: apt-get install --no-install-recommends fonts-noto-core fonts-noto-cjk")
    return tuple(NOTO[name] for name in scripts)


def _named(names: Sequence[str], sides: tuple[str, str], *scripts: str) -> Review:
    rows = {name: ((4 + 3 * i, 60 + 20 * i), (9 + 2 * i, 61 + 20 * i)) for i, name in enumerate(names)}
    return replace(of_sides(rows, names=sides, title=sides[0]), font_paths=noto(*scripts))


NAMES = (
    Case(
        id="long-names",
        title="Names of more than 60 characters, with diacritics",
        make=lambda: _named(
            LONG,
            (
                "Cognitive behavioural therapy with motivational interviewing and text messages",
                "Treatment as usual, waiting list or any other control without contact",
            ),
        ),
    ),
    Case(
        id="cjk",
        title="Chinese, Japanese and Korean",
        make=lambda: _named(CJK, ("針灸", "常規治療"), "cjk"),
    ),
    Case(id="arabic", title="Arabic", make=lambda: _named(ARABIC, ("العلاج السلوكي", "قائمة الانتظار"), "arabic")),
    Case(id="hebrew", title="Hebrew", make=lambda: _named(HEBREW, ("טיפול", "ביקורת"), "hebrew")),
    Case(
        id="all-scripts",
        title="All scripts in one review",
        make=lambda: _named((*CJK, *ARABIC, *HEBREW, *LONG[:2]), ("Терапия", "Έλεγχος"), "arabic", "hebrew", "cjk"),
    ),
)
