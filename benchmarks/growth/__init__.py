"""How a library fares as it grows: see `python -m benchmarks.growth --help`, and docs/scale.md for what came of it."""
