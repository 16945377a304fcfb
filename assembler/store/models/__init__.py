"""The tables. Rows are values that outlive their transaction; what changes them is in the module of each thing.

`seq` is the order in which rows came (clocks may go back, sequences do not); `id` is what others see and cannot guess.
Every table of one municipality's things bears `municipality_id`. Tables marked append-only refuse UPDATE and DELETE in
the database itself (migrations/versions).
"""

from assembler.store.models.base import Row
from assembler.store.models.brought import Comment, Invitation, Proposal, TakenTable, Template, TemplateVersion, Upload
from assembler.store.models.people import Membership, Municipality, SignIn, Token, User
from assembler.store.models.plans import Content, ContentFile, Draft, File, Plan, Revision
from assembler.store.models.programs import Delivery, Webhook
from assembler.store.models.work import AuditEntry, Document, DocumentFile, IdempotencyKey, Job

__all__ = [
    "AuditEntry",
    "Comment",
    "Content",
    "ContentFile",
    "Delivery",
    "Document",
    "DocumentFile",
    "Draft",
    "File",
    "IdempotencyKey",
    "Invitation",
    "Job",
    "Membership",
    "Municipality",
    "Plan",
    "Proposal",
    "Revision",
    "Row",
    "SignIn",
    "TakenTable",
    "Template",
    "TemplateVersion",
    "Token",
    "Upload",
    "User",
    "Webhook",
]
