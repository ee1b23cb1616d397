"""Sessions and artifacts as programs and open pages are told of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from artifacts.models import Artifact, Attachment, Comment, Exchange, Session, Share, Version


def artifact_json(artifact: Artifact) -> dict[str, Any]:
    return {
        "id": str(artifact.pk),
        "type": artifact.kind,
        "title": artifact.title,
        "state": artifact.state,
        "stage": artifact.stage,
        "trouble": artifact.trouble,
        "version": artifact.version,
        "session_id": str(artifact.session_id) if artifact.session_id else None,
        "created_at": artifact.created_at.isoformat(),
        "changed_at": artifact.changed_at.isoformat(),
    }


def version_json(version: Version) -> dict[str, Any]:
    return {
        "number": version.number,
        "title": version.title,
        "text": version.text,
        "sources": [source_json(each) for each in version.sources],
        "origin": version.origin,
        "restored_from": version.restored_from,
        "author": version.author,
        "created_at": version.created_at.isoformat(),
    }


def source_json(source: dict[str, Any]) -> dict[str, Any]:
    return {each: source[each] for each in ("n", "kind", "title", "page", "quote", "address")}


def exchange_json(exchange: Exchange) -> dict[str, Any]:
    """What a message came to; ``artifacts`` holds the one that is being made, or none."""
    artifact = exchange.artifact
    return {
        "message": exchange.told,
        "outcome": exchange.outcome,
        "sources": [source_json(each) for each in exchange.sources],
        "choices": [each["label"] for each in exchange.choices],
        "artifacts": [artifact_json(artifact)] if artifact else [],
        "session_id": str(exchange.session_id),
    }


def session_json(session: Session) -> dict[str, Any]:
    return {
        "id": str(session.pk),
        "title": session.title,
        "created_at": session.created_at.isoformat(),
        "last_at": session.last_at.isoformat(),
    }


def attachment_json(attachment: Attachment) -> dict[str, Any]:
    return {
        "id": str(attachment.pk),
        "name": attachment.name,
        "state": attachment.state,
        "trouble": attachment.trouble,
        "size": attachment.size,
    }


def comment_json(comment: Comment) -> dict[str, Any]:
    return {
        "id": comment.pk,
        "version": comment.version.number,
        "text": comment.text,
        "author": comment.author,
        "created_at": comment.created_at.isoformat(),
        "resolved_by": comment.resolved_by,
        "resolved_at": comment.resolved_at.isoformat() if comment.resolved_at else None,
    }


def share_json(share: Share) -> dict[str, Any]:
    """Without the link: it is told once, when it is made."""
    return {
        "id": str(share.pk),
        "rights": share.rights,
        "expires_at": share.expires_at.isoformat(),
        "revoked_at": share.revoked_at.isoformat() if share.revoked_at else None,
        "author": share.author,
        "created_at": share.created_at.isoformat(),
    }
