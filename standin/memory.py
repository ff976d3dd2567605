"""The service without a network: every request that this process makes through `requests` is answered in it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit

from requests import ConnectionError, PreparedRequest, ReadTimeout, Response
from requests.adapters import HTTPAdapter
from requests.structures import CaseInsensitiveDict

from standin.google import HOSTS, Google, Lost


@contextmanager
def answering(google: Google, wait: Callable[[float], None] = lambda seconds: None) -> Iterator[Google]:
    """Until the block ends, gspread and google-auth talk to `google`. No socket is opened, also to no other host.

    `wait(seconds)` is called in place of waiting for a late answer; give a Clock's `advance`.
    """

    def send(adapter: HTTPAdapter, request: PreparedRequest, *args: Any, timeout: Any = None, **more: Any) -> Response:
        url = str(request.url)
        host = urlsplit(url).hostname or ""
        if host not in HOSTS:
            google.strangers.append(host)
            raise ConnectionError(f"{host} is not served", request=request)
        body = request.body if isinstance(request.body, bytes) else str(request.body or "").encode()
        headers = {name.lower(): str(value) for name, value in request.headers.items()}
        try:
            answer = google.handle(str(request.method), url, headers, body)
        except Lost as lost:
            raise ConnectionError(str(lost), request=request) from lost
        patience = timeout[1] if isinstance(timeout, tuple) else timeout
        if answer.late:
            wait(min(answer.late, patience or answer.late))
            if patience is not None and patience < answer.late:
                raise ReadTimeout(f"Read timed out. (read timeout={patience})", request=request)
        response = Response()
        response.status_code, response.url, response.request = answer.code, url, request
        response.headers = CaseInsensitiveDict({"Content-Type": answer.kind})
        response.encoding, response.raw = "UTF-8", BytesIO(answer.body)
        return response

    with patch.object(HTTPAdapter, "send", send):
        yield google
