"""The door of `ew`: runs what was typed, and turns whatever goes wrong into two sentences and an exit code.

Nothing of weight is imported at the top, because Ctrl-C has to be answered first.
"""

import os
import sys

from cli.ctrl_c import SAYS, CtrlC
from cli.exits import CANNOT_RUN, INTERRUPTED


def main(arguments: list[str] | None = None) -> None:
    """Run the command that was typed, and end with its exit code. With `arguments`, Ctrl-C stays the caller's."""
    ctrl_c = CtrlC()
    if arguments is None:
        ctrl_c.listen()
    sys.exit(_run(arguments, ctrl_c))


def _run(arguments: list[str] | None, ctrl_c: CtrlC) -> int:
    import click

    from cli.commands import ew

    try:
        with ctrl_c:
            code = ew.main(args=arguments, prog_name="ew", standalone_mode=False)
            sys.stdout.flush()
        if ctrl_c.asked:
            # The server of the pages takes Ctrl-C for an end like any other.
            return _stopped()
    except (click.Abort, KeyboardInterrupt):
        return _stopped()
    except BrokenPipeError:
        # Whoever was reading has gone; say nothing, and keep Python from saying it at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CANNOT_RUN
    except Exception as error:  # noqa: BLE001 - the one place where a fault of ours becomes a sentence
        # A library that was stopped halfway may call that a fault of its own.
        return _stopped() if ctrl_c.asked else _say(*_in_words(error))
    return code if isinstance(code, int) else 0


def _stopped() -> int:
    # Where Ctrl-C came through code that a library made of text, `python -m` ends by the signal and not with our code.
    # It forgets that as soon as other text is run.
    exec("")  # noqa: S102 - there is nothing in it.
    sys.stderr.write(f"\n{SAYS}\n")
    return INTERRUPTED


def _say(what: str, advice: str) -> int:
    import click

    click.echo(what, err=True)
    click.echo(advice, err=True)
    return CANNOT_RUN


def _in_words(error: Exception) -> tuple[str, str]:
    """What happened, and what to do."""
    import click

    from cli.dutch import usage_sentences
    from tracker.errors import TrackerError, kind_and_place

    if isinstance(error, TrackerError):
        return error.what, error.advice
    if isinstance(error, click.UsageError):
        return usage_sentences(error)
    own_fault = f"Er ging iets mis in het programma zelf ({kind_and_place(error)})."
    return own_fault, "Meld dit bij wie het programma onderhoudt. Er is niets half bewaard."


if __name__ == "__main__":
    main()
