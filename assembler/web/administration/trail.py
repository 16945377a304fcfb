"""Záznam o činnosti: who did what, when; for administrators."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from assembler.store import accounts, audit, heads
from assembler.store.roles import Deed
from assembler.web.acting import acting
from assembler.web.keeping import store
from assembler.web.language import N_

AT_ONCE = 50

DEEDS = {
    "plan.create": N_("založil(a) plán"),
    "plan.save": N_("uložil(a) verzi plánu"),
    "plan.restore": N_("vrátil(a) plán ke starší verzi"),
    "plan.archive": N_("odložil(a) plán"),
    "plan.return": N_("vrátil(a) plán mezi ostatní"),
    "draft.sweep": N_("smazaly se staré rozepsané texty"),
    "document.add": N_("sestavil(a) dokument"),
    "job.enqueue": N_("zadal(a) sestavení"),
    "job.finish": N_("sestavení se dokončilo"),
    "job.fail": N_("sestavení se nepodařilo"),
    "upload.add": N_("nahrál(a) soubor"),
    "upload.discard": N_("zahodil(a) nahraný soubor"),
    "table.take": N_("převzal(a) tabulku od jiných"),
    "template.add": N_("nahrál(a) verzi šablony"),
    "template.archive": N_("přestal(a) nabízet šablonu"),
    "template.return": N_("začal(a) znovu nabízet šablonu"),
    "invitation.add": N_("připravil(a) výzvu k doplnění"),
    "invitation.move": N_("posunul(a) termín výzvy"),
    "invitation.close": N_("zrušil(a) odkaz výzvy"),
    "proposal.add": N_("přišla odpověď na výzvu"),
    "proposal.accepted": N_("převzal(a) návrh do plánu"),
    "proposal.refused": N_("nepřevzal(a) návrh"),
    "comment.add": N_("zapsal(a) připomínku"),
    "comment.change": N_("změnil(a) připomínku"),
    "comment.settle": N_("vypořádal(a) připomínku"),
    "comment.remove": N_("smazal(a) připomínku"),
    "user.add": N_("založil(a) účet"),
    "user.password": N_("změnil(a) heslo"),
    "user.reset_password": N_("nastavil(a) členovi nové heslo"),
    "user.end_sessions": N_("odhlásil(a) se všude"),
    "user.close": N_("zavřel(a) účet"),
    "user.open": N_("znovu otevřel(a) účet"),
    "user.erase": N_("smazal(a) osobní údaje účtu"),
    "user.join_oidc": N_("spojil(a) účet s přihlášením organizace"),
    "session.begin": N_("přihlásil(a) se"),
    "session.end": N_("odhlásil(a) se"),
    "municipality.add": N_("založil(a) obec"),
    "user.rename": N_("změnil(a) své jméno"),
    "municipality.rename": N_("přejmenoval(a) obec"),
    "membership.set": N_("přidal(a) člena nebo změnil(a) jeho roli"),
    "membership.end": N_("odebral(a) člena"),
    "token.issue": N_("vydal(a) přístupový klíč"),
    "token.revoke": N_("zrušil(a) přístupový klíč"),
    "webhook.add": N_("založil(a) oznamování"),
    "webhook.remove": N_("zrušil(a) oznamování"),
    "webhook.off": N_("oznamování se vypnulo, zprávy se nedařilo doručit"),
}
# Steps on the way to what has a line of its own: a document that is done, a file that became a version.
TECHNICAL = frozenset({"job.enqueue", "job.finish", "upload.discard", "draft.sweep"})

pages = Blueprint("trail", __name__)


@pages.get("/zaznam")
def listing() -> str:
    """What people did; `technicke` asks also for the steps of the service in between."""
    technical = "technicke" in request.args
    with store().reading(acting(Deed.MANAGE)) as tx:
        page = audit.newest_first(
            tx, without=() if technical else TECHNICAL, limit=AT_ONCE, cursor=request.args.get("dal", "")
        )
        names = accounts.names(tx, [each.user_id for each in page.items])
        subjects = heads.subjects(tx, (each.subject for each in page.items))
    return render_template(
        "trail.html",
        entries=page.items,
        cursor=page.cursor,
        names=names,
        subjects=subjects,
        deeds=DEEDS,
        technical=technical,
    )
