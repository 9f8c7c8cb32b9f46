"""Tests of whether small studies find other effects than large ones: one test a file."""

from reportgen.pooling.small_study.notes import SMALL_STUDY_NOTES
from reportgen.pooling.small_study.parts import SmallStudyResult, SmallStudyTest
from reportgen.pooling.small_study.registry import SMALL_STUDY_TESTS
from reportgen.pooling.small_study.small_study_test import small_study_test

__all__ = ["SMALL_STUDY_NOTES", "SMALL_STUDY_TESTS", "SmallStudyResult", "SmallStudyTest", "small_study_test"]
