"""What fits coefficients and thresholds."""
