"""The courses that people in the sample follow."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Course:
    """A course: its name, how many weeks it takes, whether it ends with a diploma, and how often it is chosen."""

    name: str
    weeks: int
    diploma: bool
    weight: int


COURSES = (
    Course("Basiscursus ervaring", 14, False, 10),
    Course("Ervaringsdeskundige armoede", 42, True, 9),
    Course("Mbo maatschappelijke zorg", 80, True, 4),
    Course("Mbo sociaal werk", 84, True, 3),
    Course("Mbo helpende zorg", 44, True, 5),
    Course("Presenteren en vertellen", 6, False, 3),
    Course("Taal en rekenen op werk", 20, False, 4),
    Course("Computers en solliciteren", 10, False, 3),
    Course("Heftruck en magazijn", 5, True, 2),
    Course("Horeca en gastvrijheid", 16, True, 2),
)

WEIGHTS = tuple(course.weight for course in COURSES)
