"""What stops a run, in words for its user: one sentence saying what happened, one saying what to do."""


class TrackerError(Exception):
    """A run that cannot go on. Nothing of the database was changed.

    `what` says what happened and where, `advice` what the reader can do. Both are Dutch, for users.
    """

    def __init__(self, what: str, advice: str) -> None:
        super().__init__(f"{what} {advice}")
        self.what = what
        self.advice = advice


class SettingError(TrackerError):
    """A setting that cannot be used as it stands."""


class SheetError(TrackerError):
    """A sheet that cannot be opened or read whole."""


class StoreError(TrackerError):
    """A database that cannot be opened, read or written."""


class FileError(TrackerError):
    """A file or folder that cannot be written."""


class MailError(TrackerError):
    """A mail that could not be handed over."""


def kind_and_place(error: BaseException) -> str:
    """What a log or a screen may hold of a fault of ours: `KeyError in read:44`. Its words may quote what was typed."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    place = f"{frames[-1].name}:{frames[-1].lineno}" if frames else "?"
    return f"{type(error).__name__} in {place}"
