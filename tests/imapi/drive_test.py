#!/usr/bin/env python3
"""The example client under Wine records on an emulated drive: imapi.dll hands the stash to the Linux program, which has the
drive. `redbook verify` compares the disc with what was staged.

    drive_test.py LINUX_BUILD CLIENT...
"""

import sys
import tempfile
from pathlib import Path

from client_kit import records_on_a_drive


def main():
    build, client = Path(sys.argv[1]).resolve(), sys.argv[2:]
    for program in ("cli/redbook", "emulator/redbook-emudrive"):
        if not (build / program).exists():
            sys.exit(f"{build / program} is missing; build it first, as ./dev windows does")
    with tempfile.TemporaryDirectory() as folder:
        records_on_a_drive(client, build, Path(folder))


if __name__ == "__main__":
    main()
