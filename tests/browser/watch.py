"""What no page may do: complain in the console, miss a file, ask another server."""

from __future__ import annotations

from playwright.sync_api import ConsoleMessage, Page, Request, Response


class Watch:
    """Notes what goes wrong in the tabs that it is over."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.complaints: list[str] = []

    def over(self, tab: Page) -> Page:
        """The same tab, watched; violations of the CSP are messages of the console."""
        tab.on("console", self._console)
        tab.on("pageerror", lambda error: self.complaints.append(f"{tab.url}: {error}"))
        tab.on("request", self._request)
        tab.on("response", self._response)
        return tab

    def report(self) -> None:
        """Fail if anything was noted since the last report."""
        noted, self.complaints = self.complaints, []
        assert not noted, "\n".join(noted)

    def _console(self, message: ConsoleMessage) -> None:
        is_status = "status of 4" in message.text  # Of the page itself, or noted as a response.
        if message.type in {"error", "warning"} and not is_status:
            self.complaints.append(f"{message.location.get('url')}: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.address, "data:")):
            self.complaints.append(f"asks another server: {request.url}")

    def _response(self, response: Response) -> None:
        is_page = response.request.resource_type == "document"
        if response.status >= 500 or (response.status >= 400 and not is_page):
            self.complaints.append(f"{response.url}: {response.status}")
