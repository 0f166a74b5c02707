"""What is asked or posted with a secret is meant for one receiver."""

from __future__ import annotations

import urllib.request


class StayHere(urllib.request.HTTPRedirectHandler):
    """Follows no redirect: whoever asked judges where to go next, if anywhere."""

    def redirect_request(self, *_: object) -> None:
        """Nothing to follow; urllib then raises HTTPError with the redirect's status."""
        return
