"""What can go wrong with an endpoint: the endpoint as a whole, or one request. Neither ever carries a key."""

from __future__ import annotations

from models.errors import ModelError


class EndpointError(ModelError):
    """The endpoint cannot be used: unreachable, wrong key, unknown model, no quota. Stops the run; what was answered is kept."""


class RequestFailed(Exception):  # noqa: N818 (one request, not the endpoint)
    """One request that got no usable answer while others do. Its article fails, is reported and is tried again in the next run."""

    advice = "run again: only this is asked again; if it stays so, see the endpoint's own log"


class RequestRefused(RequestFailed):
    """The endpoint will not take this one request, however often it is asked."""
