"""The ``stafett`` command."""

import os
import sys

from stafett.cli.main import main as run


def main() -> int:
    """Run the command, in a Python that reads file names as UTF-8 whatever the locale."""
    if sys.getfilesystemencoding() != "utf-8" and not sys.flags.utf8_mode:
        python = [sys.executable, "-X", "utf8", "-P", "-m", "stafett"]
        os.execv(sys.executable, [*python, *sys.argv[1:]])  # noqa: S606 (this very program, anew)
    return run()


if __name__ == "__main__":
    raise SystemExit(main())
