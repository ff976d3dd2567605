"""A service account: the key file that an administrator downloads, and the tokens that it opens the door with."""

import json
import secrets
from base64 import urlsafe_b64decode
from collections.abc import Callable
from functools import cache
from typing import Any
from urllib.parse import parse_qs

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from standin.grid import Json

EMAIL = "saan-sheets@saan-demo.iam.gserviceaccount.com"
TOKEN_URI = "https://oauth2.googleapis.com/token"
GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
SCOPES = {
    f"https://www.googleapis.com/auth/{name}"
    for name in ("spreadsheets", "spreadsheets.readonly", "drive", "drive.readonly", "drive.file")
}


@cache
def _key(number: int) -> rsa.RSAPrivateKey:
    """A key takes a while to make: one for the process, and another for each time that it is rotated."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Account:
    """One service account with one key. `clock` says when a token is an hour old."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._number = 0
        self._tokens: dict[str, float] = {}

    def rotate(self) -> None:
        """Delete the key at Google and make another. What was opened with the old one ends, as it would in an hour."""
        self._number += 1
        self._tokens.clear()

    def key_file(self) -> Json:
        """What the downloaded JSON file of the present key says."""
        pem = _key(self._number).private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return {
            "type": "service_account",
            "project_id": "saan-demo",
            "private_key_id": f"{self._number:040x}",
            "private_key": pem.decode(),
            "client_email": EMAIL,
            "client_id": "100000000000000000000",
            "auth_uri": "https://accounts.google.com/o/oauth2/auth",
            "token_uri": TOKEN_URI,
            "auth_provider_x509_cert_url": "https://www.googleapis.com/oauth2/v1/certs",
            "client_x509_cert_url": f"https://www.googleapis.com/robot/v1/metadata/x509/{EMAIL.replace('@', '%40')}",
            "universe_domain": "googleapis.com",
        }

    def token(self, body: bytes) -> tuple[int, Json]:
        """The answer to a signed request for a token: 200 with one for an hour, or 400."""
        asked = {name: values[0] for name, values in parse_qs(body.decode(errors="replace")).items()}
        if asked.get("grant_type") != GRANT:
            return 400, {"error": "unsupported_grant_type", "error_description": "Invalid grant_type"}
        try:
            signed, _, signature = asked["assertion"].rpartition(".")
            claims = _part(signed.partition(".")[2])
            mark = _bytes(signature)
        except (KeyError, ValueError):
            return 400, {"error": "invalid_grant", "error_description": "Bad Request"}
        if claims.get("iss") != EMAIL or claims.get("aud") != TOKEN_URI:
            return 400, {"error": "invalid_grant", "error_description": "Invalid grant: account not found"}
        try:
            public = _key(self._number).public_key()
            public.verify(mark, signed.encode(), padding.PKCS1v15(), hashes.SHA256())
        except InvalidSignature:
            return 400, {"error": "invalid_grant", "error_description": "Invalid JWT Signature."}
        if not SCOPES & set(str(claims.get("scope", "")).split()):
            described = "Invalid OAuth scope or ID token audience provided."
            return 400, {"error": "invalid_scope", "error_description": described}
        token = f"ya29.{secrets.token_urlsafe(24)}"
        self._tokens[token] = self._clock() + 3600
        return 200, {"access_token": token, "expires_in": 3599, "token_type": "Bearer"}

    def admits(self, authorization: str) -> bool:
        """Whether an Authorization header carries a token that holds."""
        return self._tokens.get(authorization.removeprefix("Bearer "), 0) > self._clock()


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _part(text: str) -> dict[str, Any]:
    claims = json.loads(_bytes(text))
    if not isinstance(claims, dict):
        raise ValueError("no claims")
    return claims
