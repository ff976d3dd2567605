"""The service at Google's own addresses: an HTTPS proxy with a throw-away authority, for unmodified clients.

A client needs nothing but the standard variables HTTPS_PROXY and REQUESTS_CA_BUNDLE. Any other host is refused.
"""

import json
import socket
import ssl
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from standin.books import Books
from standin.google import HOSTS, Google, Lost

SIGNS = x509.KeyUsage(
    digital_signature=True,
    key_cert_sign=True,
    crl_sign=True,
    content_commitment=False,
    key_encipherment=False,
    data_encipherment=False,
    key_agreement=False,
    encipher_only=False,
    decipher_only=False,
)


class Serving:
    """A running stand-in: what a client needs (`env`, `key_file`, `secrets`), and what it talks to (`google`)."""

    def __init__(self, google: Google, folder: Path, address: str, authority: Path) -> None:
        self.google = google
        self.address = address
        self.key_file = folder / "service-account.json"
        self.renew_key_file()
        here = "localhost,127.0.0.1,::1"
        self.env = {
            **dict.fromkeys(("HTTPS_PROXY", "https_proxy"), address),
            **dict.fromkeys(("NO_PROXY", "no_proxy"), here),
            **dict.fromkeys(("REQUESTS_CA_BUNDLE", "SSL_CERT_FILE"), str(authority)),
        }

    @property
    def books(self) -> Books:
        return self.google.books

    def secrets(self, spreadsheet: str) -> str:
        """The text of a secrets.toml that links this spreadsheet (its id or address)."""
        return self.google.secrets(spreadsheet)

    def renew_key_file(self) -> None:
        """Download the present key of the account, as an administrator does after it was rotated."""
        self.key_file.write_text(json.dumps(self.google.account.key_file(), indent=2), encoding="utf-8")
        self.key_file.chmod(0o600)


@contextmanager
def serving_sheets(folder: Path, google: Google | None = None) -> Iterator[Serving]:
    """A stand-in on a free port of this machine, its certificate and key file in `folder`, until the block ends."""
    google = google or Google()
    folder.mkdir(parents=True, exist_ok=True)
    authority = folder / "authority.pem"
    context = _certified(folder, authority)
    stopped = Event()
    handler = type("Handler", (_Proxy,), {"google": google, "context": context, "stopped": stopped})
    server = _Server(("127.0.0.1", 0), handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, name="stand-in", daemon=True)
    thread.start()
    try:
        yield Serving(google, folder, f"http://127.0.0.1:{server.server_port}", authority)
    finally:
        stopped.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # An idle connection that a client keeps would hold up the end.
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up, or is killed, is no error of the stand-in."""


class _Proxy(BaseHTTPRequestHandler):
    """First CONNECT, then, on the same connection and behind TLS, one request after the other."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True
    google: Google
    context: ssl.SSLContext
    stopped: Event
    host: str | None = None

    def do_CONNECT(self) -> None:
        host = self.path.removesuffix(":443")
        if host not in HOSTS:
            self._refuse(host)
            return
        self.send_response_only(200, "Connection established")
        self.end_headers()
        self.wfile.flush()
        self.connection = self.context.wrap_socket(self.connection, server_side=True)
        self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb")
        self.host, self.close_connection = host, False

    def _answer(self) -> None:
        if self.host is None:
            self._refuse(self.path)
            return
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        try:
            answer = self.google.handle(self.command, f"https://{self.host}{self.path}", headers, body)
        except Lost:
            # Reset, not closed: what was sent may be lost with it.
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            self.close_connection = True
            return
        if answer.late:
            self.stopped.wait(answer.late)
        self._send(answer.code, answer.body, answer.kind)

    def _refuse(self, stranger: str) -> None:
        self.google.strangers.append(stranger)
        self._send(403, b"This stands for Google Sheets alone.", "text/plain")
        self.close_connection = True

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = _answer  # noqa: N815

    def _send(self, code: int, body: bytes, kind: str) -> None:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def finish(self) -> None:
        super().finish()
        # The server closes the socket that it accepted, not the one that was put around it.
        self.connection.close()

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is logged: the ledger has it."""


def _certified(folder: Path, authority: Path) -> ssl.SSLContext:
    """A TLS context with a certificate for Google's hosts, from an authority made for this folder."""
    key, root_key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root_name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Throw-away authority of the stand-in")])
    root = (
        _certificate(root_name, root_name, root_key)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(root_key.public_key()), critical=False)
        .add_extension(SIGNS, critical=True)
        .sign(root_key, hashes.SHA256())
    )
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOSTS[0])])
    own = (
        _certificate(name, root_name, key)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host) for host in HOSTS]), critical=False)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(root_key.public_key()),
            critical=False,
        )
        .sign(root_key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    authority.write_bytes(root.public_bytes(pem))
    chain = folder / "certificate.pem"
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    chain.write_bytes(secret + own.public_bytes(pem))
    chain.chmod(0o600)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain)
    return context


def _certificate(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
    )
