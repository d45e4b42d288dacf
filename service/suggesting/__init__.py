"""Questions that the material answers, each tried before it is offered."""
