"""Runs the benches named, or all of them: `./run bench [NAME …]`. A bench is a file here with `main`."""

import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).parent


def names() -> list[str]:
    """Name every bench, by its file; an underscore is said as a dash."""
    return sorted(path.stem.replace("_", "-") for path in HERE.glob("*.py") if not path.stem.startswith("_"))


def main(words: Sequence[str]) -> int:
    """Run them and give 0 when every goal was met, 1 when one fell short, 2 for a name nobody knows."""
    unknown = [word for word in words if word not in names()]
    if unknown:
        print(f"no bench named {', '.join(unknown)}; there are: {', '.join(names())}", file=sys.stderr)
        return 2
    met = [import_module(f"bench.{name.replace('-', '_')}").main() for name in words or names()]
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
