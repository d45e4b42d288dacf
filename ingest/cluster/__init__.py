"""Many files on many computers: Ray's workers read and embed, and this process alone writes."""
