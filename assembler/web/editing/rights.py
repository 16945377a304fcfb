"""Kdo smí upravovat: which places of a plan who acts may change, and what is told where he may not."""

from __future__ import annotations

from collections.abc import Sequence

from assembler.forms.building import pointer_to
from assembler.forms.layout import on_page
from assembler.forms.model import Form, Link
from assembler.store.models import Plan as StoredPlan
from assembler.store.roles import Deed, Role, within
from assembler.web.acting import who
from assembler.web.language import N_, _, spoken
from schemas.paths import steps_of
from schemas.plan import Plan

ONLY_READ = {
    Role.READER: N_(
        "Tuto část můžete jen číst. Máte roli čtenář; "
        "kdybyste ji potřebovali upravovat, požádejte správce obce o jinou."
    ),
    Role.SECRETARY: N_(
        "Tuto část můžete jen číst. Máte roli organizační oddělení (tajemník), která plány čte a sestavuje; "
        "kdybyste ji potřebovali upravovat, požádejte správce obce o jinou."
    ),
}


def may_edit(plan: StoredPlan, steps: Sequence[str]) -> bool:
    """Whether who acts may save something on the page of this place, or below it."""
    places = [pointer_to(steps)] if steps else [f"/{each.name}" for each in on_page(Plan)]
    return any(touches(plan, place) for place in places)


def may_change(plan: StoredPlan, pointer: str) -> bool:
    """Whether all of this place is his: he adds to it, moves in it, removes from it."""
    found = who()
    if plan.archived_at or not found.may(Deed.WRITE):
        return False
    return found.role is not Role.CONTRIBUTOR or any(within(pointer, part) for part in found.parts)


def touches(plan: StoredPlan, pointer: str) -> bool:
    """Whether this place, or something inside of it, is his."""
    if may_change(plan, pointer):
        return True
    own = who().parts if who().may(Deed.WRITE) and not plan.archived_at else ()
    return any(within(part, pointer) for part in own)


def may_save(plan: StoredPlan, form: Form) -> bool:
    """Whether something that stands in the form may be saved."""
    here = [each.pointer for each in form.controls if not isinstance(each, Link)]
    return any(touches(plan, pointer) for pointer in here) if here else may_edit(plan, form.place)


def frozen(plan: StoredPlan, form: Form) -> list[str]:
    """The names of those controls of a form that are not his, although others of it are."""
    return [each.name for each in form.controls if not isinstance(each, Link) and not touches(plan, each.pointer)]


def why_not(plan: StoredPlan) -> str:
    """Why who acts may only read, and whom he asks; nothing is said where he may change everything."""
    found = who()
    if plan.archived_at:
        if found.may(Deed.CREATE):
            return _("Plán je odložený, proto se dá jen číst. Upravovat půjde, až ho vrátíte mezi ostatní plány.")
        return _("Plán je odložený, proto se dá jen číst. Vrátit mezi ostatní ho může koordinátor nebo správce obce.")
    if found.role is not Role.CONTRIBUTOR:
        return spoken(ONLY_READ.get(found.role, N_("Tuto část můžete jen číst.")))
    if not found.parts:
        return _("Tuto část můžete jen číst. Zatím nemáte v plánu žádnou část k úpravám; požádejte správce obce.")
    return _(
        "Tuto část můžete jen číst. Jako přispěvatel upravujete: %(parts)s. O další části požádejte správce obce.",
        parts=", ".join(named(each) for each in found.parts),
    )


def named(part: str) -> str:
    """„Území“; of a part inside of a part what that one is called."""
    name = steps_of(part)[0]
    return spoken(Plan.fields[name].label) if name in Plan.fields else name
