"""What the service refuses, in its own words and shape."""

from typing import Any

STATUS = {400: "INVALID_ARGUMENT", 401: "UNAUTHENTICATED", 403: "PERMISSION_DENIED", 404: "NOT_FOUND"}


class Failure(Exception):
    """An answer that is an error: the HTTP code, Google's message, and `details` if it has any."""

    def __init__(
        self, code: int, message: str, status: str | None = None, details: list[dict[str, Any]] | None = None
    ) -> None:
        super().__init__(message)
        self.code, self.message = code, message
        self.status = status or STATUS[code]
        self.details = details

    def body(self) -> dict[str, Any]:
        error: dict[str, Any] = {"code": self.code, "message": self.message, "status": self.status}
        if self.details:
            error["details"] = self.details
        return {"error": error}


def invalid(message: str) -> Failure:
    """A request that makes no sense: 400."""
    return Failure(400, message)


def not_found() -> Failure:
    return Failure(404, "Requested entity was not found.")


def not_shared() -> Failure:
    return Failure(403, "The caller does not have permission")


def not_signed_in() -> Failure:
    return Failure(
        401,
        "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid "
        "authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.",
    )


def switched_off(project: str) -> Failure:
    """The Sheets API is not enabled in the project of the account."""
    page = f"https://console.developers.google.com/apis/api/sheets.googleapis.com/overview?project={project}"
    return Failure(
        403,
        f"Google Sheets API has not been used in project {project} before or it is disabled. Enable it by visiting "
        f"{page} then retry. If you enabled this API recently, wait a few minutes for the action to propagate to our "
        "systems and retry.",
        details=[
            {
                "@type": "type.googleapis.com/google.rpc.ErrorInfo",
                "reason": "SERVICE_DISABLED",
                "domain": "googleapis.com",
                "metadata": {"service": "sheets.googleapis.com", "consumer": f"projects/{project}"},
            },
            {
                "@type": "type.googleapis.com/google.rpc.Help",
                "links": [{"description": "Google developers console API activation", "url": page}],
            },
        ],
    )


def over_quota(kind: str, project: str) -> Failure:
    """More than the allowed "read" or "write" requests in this minute."""
    return Failure(
        429,
        f"Quota exceeded for quota metric '{kind.title()} requests' and limit '{kind.title()} requests per minute per "
        f"user' of service 'sheets.googleapis.com' for consumer 'project_number:{project}'.",
        "RESOURCE_EXHAUSTED",
        [
            {
                "@type": "type.googleapis.com/google.rpc.ErrorInfo",
                "reason": "RATE_LIMIT_EXCEEDED",
                "domain": "googleapis.com",
                "metadata": {
                    "service": "sheets.googleapis.com",
                    "consumer": f"projects/{project}",
                    "quota_metric": f"sheets.googleapis.com/{kind}_requests",
                    "quota_limit": f"{kind.title()}RequestsPerMinutePerUser",
                    "quota_location": "global",
                },
            },
            {
                "@type": "type.googleapis.com/google.rpc.Help",
                "links": [
                    {
                        "description": "Request a higher quota limit.",
                        "url": "https://cloud.google.com/docs/quotas/help/request_increase",
                    }
                ],
            },
        ],
    )


def unavailable() -> Failure:
    return Failure(503, "The service is currently unavailable.", "UNAVAILABLE")
