"""What a browser may do with our pages, said with every answer: fetch nothing from elsewhere, show them in no other's.

Text of documents and models never becomes markup, so that nothing should ask for anything; this is the second lock.
"""

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_FIXED = {
    "X-Content-Type-Options": "nosniff",
    # With "no-referrer" a browser would say of our own forms that they come from nowhere, which the guard refuses.
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
_HTTPS_ALONE = "max-age=31536000"  # seconds
# Streamlit's page has scripts and styles in it and no way to mark them; it makes modules, downloads and pictures of
# what it was sent (blob:, data:). Nothing of that comes from another address.
_POLICY = (
    "default-src 'self'",
    "script-src 'self' 'unsafe-inline' blob:",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "media-src 'self' blob:",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
)


class Policy:
    """ASGI middleware. An answer that says more strictly what it may do keeps its own policy."""

    def __init__(self, app: ASGIApp, by_https: bool = False) -> None:
        """`by_https` says that people come by HTTPS, to a proxy in front of this."""
        self._app = app
        self._by_https = by_https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        host = Headers(scope=scope).get("host", "")

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("Content-Security-Policy", policy_for(host))
                for name, value in _FIXED.items():
                    headers.setdefault(name, value)
                if self._by_https or scope["scheme"] == "https":
                    headers.setdefault("Strict-Transport-Security", _HTTPS_ALONE)
            await send(message)

        await self._app(scope, receive, sent)


def policy_for(host: str) -> str:
    """The policy of the pages of that name (`Host`): some browsers do not take a WebSocket to it for the page's own."""
    known = host if host and all(letter.isalnum() or letter in ".-:[]" for letter in host) else ""
    sockets = f" ws://{known} wss://{known}" if known else ""
    return "; ".join((*_POLICY, f"connect-src 'self'{sockets}"))
