"""Questions that come from elsewhere than a chat."""
