"""Comments on a plan put aside: read, taken home and erased; written and settled again once the plan is back."""

from __future__ import annotations

from assembler.store import plans
from assembler.store.models import Plan
from tests.test_commenting_pages import CONTENT, kept, page_of, save, write_down, written
from tests.visitors import Town, Visitor

pytest_plugins = ["tests.town_fixtures"]

ASIDE, BACK = "Plán je odložený", "Vrátit mezi ostatní plány"


def put_aside(here: Town, plan: Plan, *, back: bool = False) -> None:
    with here.store.writing(here.actor) as tx:
        plans.archive(tx, plan.id, archived=not back)


def test_nothing_is_written_or_settled_while_a_plan_is_put_aside(visitor: Visitor, here: Town) -> None:
    plan = here.plan(CONTENT)
    address = written(here, visitor, plan)
    put_aside(here, plan)
    assert write_down(visitor, plan).status_code == 409
    assert save(visitor, address, 1, proposed="Jinak.").status_code == 409
    assert [each.proposed for each in kept(here, plan)] == ["Rozšířit provoz."]


def test_its_pages_say_so_and_show_the_way_back(visitor: Visitor, here: Town) -> None:
    plan = here.plan(CONTENT)
    address = written(here, visitor, plan)
    put_aside(here, plan)
    for page in (visitor.get(page_of(plan)).text, visitor.get(address).text):
        assert ASIDE in page.replace("\xa0", " ")
        assert BACK in page
    assert "Zapsat připomínku" not in visitor.get(page_of(plan)).text
    assert 'name="settlement"' not in visitor.get(address).text


def test_a_comment_is_erased_from_a_plan_put_aside_and_settled_when_it_is_back(visitor: Visitor, here: Town) -> None:
    plan = here.plan(CONTENT)
    first = written(here, visitor, plan)
    second = written(here, visitor, plan, proposed="Přidat mapu.")
    put_aside(here, plan)
    assert visitor.post(f"{first}/smazani", first, verze="1").status_code == 303
    assert [each.proposed for each in kept(here, plan)] == ["Přidat mapu."]
    put_aside(here, plan, back=True)
    assert save(visitor, second, 1, settlement="accepted", proposed="Přidat mapu.").status_code == 303
