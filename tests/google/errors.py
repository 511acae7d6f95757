"""What the service says when it refuses: an error is raised here and becomes a status with Google's own body."""

from typing import Any

Json = dict[str, Any]

_RPC = "type.googleapis.com/google.rpc."
_HELP = "https://console.developers.google.com/apis/api/sheets.googleapis.com/overview?project={project}"


class GoogleError(Exception):
    """A refusal: an HTTP status and the body that goes with it."""

    def __init__(self, status: int, body: Json) -> None:
        super().__init__(f"{status}: {body}")
        self.status = status
        self.body = body


class BadRequestError(Exception):
    """One request of a batch that cannot be carried out; the batch adds which one it was."""


def _error(code: int, message: str, status: str, details: list[Json] | None = None) -> GoogleError:
    body: Json = {"code": code, "message": message, "status": status}
    if details:
        body["details"] = details
    return GoogleError(code, {"error": body})


def bad_request(message: str) -> GoogleError:
    """A 400 with a message and nothing else."""
    return _error(400, message, "INVALID_ARGUMENT")


def bad_field(field: str, description: str, message: str | None = None) -> GoogleError:
    """A 400 that names the field that is wrong; `message` is the description unless it is given."""
    violation = {"field": field, "description": description} if field else {"description": description}
    details = [{"@type": f"{_RPC}BadRequest", "fieldViolations": [violation]}]
    return _error(400, message or description, "INVALID_ARGUMENT", details)


def bad_mask(path: str) -> GoogleError:
    """A 400 for a field mask that asks for what does not exist."""
    description = f"Error expanding 'fields' parameter. Cannot find matching fields for path '{path}'."
    return bad_field(path, description, "Request contains an invalid argument.")


def not_found() -> GoogleError:
    """A 404 for a spreadsheet that is not there."""
    return _error(404, "Requested entity was not found.", "NOT_FOUND")


def forbidden() -> GoogleError:
    """A 403 for a spreadsheet that is not shared with the caller, or not for writing."""
    return _error(403, "The caller does not have permission", "PERMISSION_DENIED")


def unauthenticated() -> GoogleError:
    """A 401 for a token that is missing, unknown or too old."""
    message = (
        "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid "
        "authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project."
    )
    return _error(401, message, "UNAUTHENTICATED")


def narrow_scope() -> GoogleError:
    """A 403 for a token that was not asked for this kind of call."""
    body = {
        "code": 403,
        "message": "Request had insufficient authentication scopes.",
        "errors": [{"message": "Insufficient Permission", "domain": "global", "reason": "insufficientPermissions"}],
        "status": "PERMISSION_DENIED",
    }
    return GoogleError(403, {"error": body})


def disabled(project: str) -> GoogleError:
    """A 403 for a project in which the Sheets API is switched off."""
    url = _HELP.format(project=project)
    message = (
        f"Google Sheets API has not been used in project {project} before or it is disabled. Enable it by visiting "
        f"{url} then retry. If you enabled this API recently, wait a few minutes for the action to propagate to our "
        "systems and retry."
    )
    details: list[Json] = [
        {
            "@type": f"{_RPC}ErrorInfo",
            "reason": "SERVICE_DISABLED",
            "domain": "googleapis.com",
            "metadata": {
                "serviceTitle": "Google Sheets API",
                "consumer": f"projects/{project}",
                "activationUrl": url,
                "containerInfo": project,
                "service": "sheets.googleapis.com",
            },
        },
        {"@type": f"{_RPC}LocalizedMessage", "locale": "en-US", "message": message},
        {
            "@type": f"{_RPC}Help",
            "links": [{"description": "Google developers console API activation", "url": url}],
        },
    ]
    return _error(403, message, "PERMISSION_DENIED", details)


def exhausted(project: str, kind: str, limit: int, per_user: bool) -> GoogleError:
    """A 429 for a minute that is full; `kind` is `Read` or `Write`."""
    whom = " per user" if per_user else ""
    message = (
        f"Quota exceeded for quota metric '{kind} requests' and limit '{kind} requests per minute{whom}' of service "
        f"'sheets.googleapis.com' for consumer 'project_number:{project}'."
    )
    metadata = {
        "quota_limit_value": str(limit),
        "service": "sheets.googleapis.com",
        "consumer": f"projects/{project}",
        "quota_unit": "1/min/{project}/{user}" if per_user else "1/min/{project}",
        "quota_location": "global",
        "quota_metric": f"sheets.googleapis.com/{kind.lower()}_requests",
        "quota_limit": f"{kind}RequestsPerMinutePer{'User' if per_user else 'Project'}",
    }
    details: list[Json] = [
        {
            "@type": f"{_RPC}ErrorInfo",
            "reason": "RATE_LIMIT_EXCEEDED",
            "domain": "googleapis.com",
            "metadata": metadata,
        },
        {
            "@type": f"{_RPC}Help",
            "links": [
                {
                    "description": "Request a higher quota limit.",
                    "url": "https://cloud.google.com/docs/quotas/help/request_increase",
                }
            ],
        },
    ]
    return _error(429, message, "RESOURCE_EXHAUSTED", details)


def no_file(file_id: str) -> GoogleError:
    """Drive's own 404, which it also gives for a file that is not shared."""
    message = f"File not found: {file_id}."
    first = {
        "domain": "global",
        "reason": "notFound",
        "message": message,
        "locationType": "parameter",
        "location": "fileId",
    }
    return GoogleError(404, {"error": {"errors": [first], "code": 404, "message": message}})


def bad_grant(description: str) -> GoogleError:
    """What the token endpoint says about an assertion that it does not accept."""
    return GoogleError(400, {"error": "invalid_grant", "error_description": description})
