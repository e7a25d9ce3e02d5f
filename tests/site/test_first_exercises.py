"""前一半的题，在网页上做一遍。"""

import pytest
from answers import Answers
from exercise_pages import LIVE


@pytest.mark.parametrize("opened", LIVE[:5], indirect=True)
class TestFirstExercises(Answers):
    """前一半的题。"""
