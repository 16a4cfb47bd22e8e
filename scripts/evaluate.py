#!/usr/bin/env python3
"""The same as `eduwire evaluate`, for those who run scripts: python scripts/evaluate.py DATA -o REPORT"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pipeline.cli.main import main

if __name__ == "__main__":
    sys.argv.insert(1, "evaluate")
    main()
