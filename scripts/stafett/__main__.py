"""The ``stafett`` command."""

from stafett.cli.main import main

if __name__ == "__main__":
    raise SystemExit(main())
