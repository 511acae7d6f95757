"""The service without its socket: a call comes in, is let through or not, carried out, checked, and written down."""

import json
import threading
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote

from tests.google.calls import Question
from tests.google.clock import Clock
from tests.google.discovery import descriptions
from tests.google.drive import Drive
from tests.google.errors import BadRequestError, GoogleError, Json, bad_request, disabled, narrow_scope
from tests.google.faults import Edits, Fault, Faults, PlannedFault, refusal
from tests.google.log import Call, Kind, Log
from tests.google.masks import keep
from tests.google.quota import Quota
from tests.google.routes import Route, find
from tests.google.tokens import Tokens

PROJECT = "603366585132"
_JSON_TYPE = "application/json; charset=UTF-8"
_CHECKED_UP_TO = 300_000
"""Answers longer than this (in bytes) are not held against the schemas: their shape is that of shorter ones."""


@dataclass(frozen=True, slots=True)
class Received:
    """A call as it came over the line."""

    method: str
    path: str
    query: str
    authorization: str | None
    body: bytes


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back. `fault` is what the socket must do wrong with it."""

    status: int
    kind: str
    body: bytes
    fault: PlannedFault | None = None
    retry_after: int | None = None


class Service:
    """Google, as far as the tracker can tell."""

    def __init__(self, clock: Clock, log: Log) -> None:
        self.clock = clock
        self.log = log
        self.tokens = Tokens(clock, PROJECT)
        self.drive = Drive(clock)
        self.quota = Quota(PROJECT)
        self.faults = Faults()
        self.edits = Edits()
        self.api_enabled = True
        self.complaints: list[str] = []
        self._number = 0
        self._lock = threading.Lock()

    def answer(self, received: Received) -> Reply:
        """Answer one call and write it down."""
        name = f"{received.method} {unquote(received.path)}"
        fault = self.faults.take(name)
        if fault and fault.kind is Fault.RESET_BEFORE:
            return self._noted(received, Reply(0, "", b"", fault), "unknown", None)
        refused = refusal(fault.kind) if fault else None
        if fault and refused:
            status, body = refused
            kind = _JSON_TYPE if isinstance(body, dict) else "text/html; charset=UTF-8"
            reply = Reply(status, kind, _bytes(body), None, fault.retry_after)
            return self._noted(received, reply, self._kind(received), None)
        self.edits.run(name, carried_out=False)
        reply, question = self._carried_out(received, fault)
        self.edits.run(name, carried_out=True)
        return self._noted(received, reply, self._kind(received), question)

    def _carried_out(self, received: Received, fault: PlannedFault | None) -> tuple[Reply, Question | None]:
        question: Question | None = None
        try:
            if received.path == "/token":
                return Reply(200, _JSON_TYPE, _bytes(self._token(received)), fault), None
            route, question = self._let_through(received)
            answer = self._run(route, question)
        except GoogleError as error:
            return Reply(error.status, _JSON_TYPE, _bytes(error.body), fault), question
        if answer is None:
            return Reply(204, "text/html", b"", fault), question
        body = _bytes(answer)
        if isinstance(answer, str):
            return Reply(200, "text/csv", body, fault), question
        if len(body) < _CHECKED_UP_TO:
            self._check(route, answer)
        return Reply(200, _JSON_TYPE, body, fault), question

    def _token(self, received: Received) -> Json:
        return self.tokens.grant(dict(parse_qsl(received.body.decode("utf-8"))))

    def _let_through(self, received: Received) -> tuple[Route, Question]:
        """Who it is, whether they may, whether there is room, and what they ask."""
        found = find(received.method, received.path)
        if found is None:
            raise GoogleError(404, {"error": {"code": 404, "message": "Not Found", "status": "NOT_FOUND"}})
        route, parts = found
        bearer = self.tokens.bearer(received.authorization)
        if not bearer.may(*route.scopes):
            raise narrow_scope()
        if route.kind != "drive":
            if not self.api_enabled:
                raise disabled(PROJECT)
            self.quota.spend("Write" if route.writes else "Read", bearer.email, self.clock.now())
        query = parse_qsl(received.query, keep_blank_values=True)
        question = Question(bearer.email, tuple(unquote(part) for part in parts), query, received.body)
        return route, question

    def _run(self, route: Route, question: Question) -> Any:
        known = descriptions(route.api)
        if known and route.request:
            known.check_request(route.request, question.body)
        file = self.drive.files.get(question.parts[0]) if question.parts else None
        try:
            with file.lock if file else self._lock:
                answer = route.answer(self.drive, question)
        except BadRequestError as error:
            raise bad_request(str(error)) from error
        if isinstance(answer, dict) and route.kind != "drive" and question.parameter("fields"):
            return keep(answer, question.mask(route.api, str(route.response)))
        return answer

    def _check(self, route: Route, answer: Json) -> None:
        """What the emulator itself says must fit the schemas too; what does not is kept, for the end of the test."""
        known = descriptions(route.api)
        if known and route.response:
            problems = known.problems({"$ref": route.response}, answer, "")
            self.complaints += [f"{route.answer.__name__}: {message}" for _, message in problems]

    def _kind(self, received: Received) -> Kind:
        if received.path == "/token":
            return "token"
        found = find(received.method, received.path)
        return found[0].kind if found else "unknown"

    def _noted(self, received: Received, reply: Reply, kind: Kind, question: Question | None) -> Reply:
        lost = reply.fault is not None and reply.fault.kind in {Fault.RESET_BEFORE, Fault.RESET_AFTER}
        with self._lock:
            self._number += 1
            number = self._number
        self.log.add(
            Call(
                number=number,
                kind=kind,
                method=received.method,
                path=unquote(received.path),
                query=tuple(parse_qsl(received.query, keep_blank_values=True)),
                body=None if kind == "token" else _read(received.body),
                body_size=len(received.body),
                status=0 if lost else reply.status,
                answer="" if kind == "token" else reply.body.decode("utf-8"),
                answer_size=len(reply.body),
                user=question.user if question else "",
                asked=tuple(question.asked) if question else (),
            )
        )
        return reply


def _bytes(body: Any) -> bytes:
    return body.encode("utf-8") if isinstance(body, str) else json.dumps(body, ensure_ascii=False).encode("utf-8")


def _read(body: bytes) -> Any:
    try:
        return json.loads(body) if body else None
    except ValueError:
        return body.decode("utf-8", "replace")
