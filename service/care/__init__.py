"""The library looked after while the app runs, and mended where it is damaged."""
