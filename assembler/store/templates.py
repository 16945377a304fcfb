"""Šablony obce: Word templates of a municipality's own. Its id stays, its versions are never changed or removed."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from assembler.errors import Missing, Unfit
from assembler.sentences import Sentence
from assembler.store import quota
from assembler.store.models import Template, TemplateVersion
from assembler.store.store import Transaction

LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Kept:
    """A template with its versions, the newest first."""

    template: Template
    versions: tuple[TemplateVersion, ...]

    @property
    def sha256(self) -> str:
        """Of the version that documents are made from."""
        return self.versions[0].sha256


def add(tx: Transaction, kind: str, name: str, sha256: str) -> Kept:
    """A new template for a kind of document, with its first version, a file that `Store.keep` has written.

    Raises Unfit where the municipality already has one of that name for the kind.
    """
    if tx.actor.municipality is None:
        raise Missing("a template belongs to a municipality")
    if any(each.template.name == name for each in offered(tx, kind)):
        raise Unfit(
            Sentence(
                "Šablonu jménem „%(name)s“ už pro tento druh dokumentu máte. Nahrajte k ní novou verzi.", name=name
            )
        )
    made = Template(
        id=uuid.uuid4(),
        municipality_id=tx.actor.municipality,
        kind=kind,
        name=name,
        created_at=tx.now,
        archived_at=None,
    )
    tx.db.add(made)
    tx.db.flush()
    renew(tx, made.id, sha256)
    return get(tx, made.id)


def renew(tx: Transaction, template_id: uuid.UUID, sha256: str) -> TemplateVersion:
    """The next version; the newest one where it is the same file. Raises Missing, QuotaFull."""
    found = get_row(tx, template_id)
    newest = next(iter(versions(tx, [found])), None)
    if newest and newest.sha256 == sha256:
        return newest
    quota.allow(tx, [sha256])
    made = TemplateVersion(id=uuid.uuid4(), template_id=found.id, sha256=sha256, author_id=tx.actor.user, at=tx.now)
    tx.db.add(made)
    tx.db.flush()
    tx.record("template.add", found.id, sha256=sha256)
    return made


def archive(tx: Transaction, template_id: uuid.UUID, *, archived: bool = True) -> Template:
    """No longer offered, or offered again; documents that were made from it keep their versions. Raises Missing."""
    found = get_row(tx, template_id)
    found.archived_at = (found.archived_at or tx.now) if archived else None
    tx.record("template.archive" if archived else "template.return", found.id)
    return found


# ---------------------------------------------------------------- reading


def get(tx: Transaction, template_id: uuid.UUID) -> Kept:
    """Raises Missing, also for one of another municipality."""
    found = get_row(tx, template_id)
    return Kept(found, tuple(versions(tx, [found])))


def get_row(tx: Transaction, template_id: uuid.UUID) -> Template:
    seen = select(Template).where(Template.id == template_id, Template.municipality_id == tx.actor.municipality)
    found = tx.db.scalar(seen)
    if found is None:
        raise Missing(f"template {template_id}")
    return found


def versions(tx: Transaction, found: Sequence[Template]) -> list[TemplateVersion]:
    wanted = select(TemplateVersion).where(TemplateVersion.template_id.in_([each.id for each in found]))
    return list(tx.db.scalars(wanted.order_by(TemplateVersion.seq.desc())))


def version_file(tx: Transaction, template_id: uuid.UUID, sha256: str) -> tuple[Template, bytes]:
    """The template and the file of one of its versions; raises Missing."""
    kept = get(tx, template_id)
    if sha256 not in {each.sha256 for each in kept.versions}:
        raise Missing(f"version {sha256} of template {template_id}")
    return kept.template, tx.files.get(sha256)


def all_kept(tx: Transaction) -> list[Kept]:
    """All templates of the municipality, also those that are no longer offered, in the order in which they came."""
    here = select(Template).where(Template.municipality_id == tx.actor.municipality).order_by(Template.seq)
    found = tx.db.scalars(here).all()
    each_version = versions(tx, found)
    return [Kept(each, tuple(one for one in each_version if one.template_id == each.id)) for each in found]


def offered(tx: Transaction, kind: str | None = None) -> list[Kept]:
    """Those that documents (of a kind) can be made from."""
    return [each for each in all_kept(tx) if each.template.archived_at is None and kind in (None, each.template.kind)]


def version_hash(tx: Transaction, kind: str, name: str) -> str | None:
    """The newest version of the offered template that goes by this id; None where it is no id of one."""
    return next((each.sha256 for each in offered(tx, kind) if str(each.template.id) == name), None)


def names(tx: Transaction) -> dict[str, str]:
    """The names of the municipality's templates by their ids as texts, as documents hold them."""
    return {str(each.template.id): each.template.name for each in all_kept(tx)}
