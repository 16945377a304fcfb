"""Two editors of one part: what each changed holds; what both changed is shown in both wordings, and one decides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.sent_forms import Editor
from tests.visitors import PLAN, Town, Visitor, quick_passwords, service, signed_in, town

GROUPS: list[dict[str, Any]] = [{"id": "a", "name": "A", "leader": {"last_name": "Nová"}}, {"id": "b", "name": "B"}]
CONTENT: dict[str, Any] = PLAN | {"groups": GROUPS, "abbreviations": [{"short": "ORP", "long": "obec"}]}
CONTENT |= {"strategy": {"nodes": [{"name": "Cíl", "measures": [{"name": "Opatření"}]}]}}


Here = tuple[Visitor, Town]


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Here]:
    """One service for all tests: each has a plan of its own."""
    with pytest.MonkeyPatch.context() as patch:
        quick_passwords(patch)
        app = service(tmp_path_factory.mktemp("data"))
        made = town(app)
        yield signed_in(app), made


class Two:
    """Two windows with the same part; the first has saved."""

    def __init__(self, here: Here, place: str, first: dict[str, Any]) -> None:
        self.visitor, self.town = here
        self.plan = self.town.plan(CONTENT)
        address = f"/plany/{self.plan.id}/upravit/{place}"
        self.second = Editor(self.visitor.client, address)
        assert Editor(self.visitor.client, address).save(first).status_code == 303

    def content(self, key: str) -> Any:
        return self.town.content(self.plan.id)[key]


def test_changes_of_different_fields_of_a_part_are_both_kept(here: Here) -> None:
    two = Two(here, "groups/0", {"leader_label": "Předseda"})
    assert two.second.save({"leader/first_name": "Eva"}).status_code == 303
    assert two.content("groups")[0] == GROUPS[0] | {
        "leader_label": "Předseda",
        "leader": {"last_name": "Nová", "first_name": "Eva"},
    }


def test_changes_of_different_parts_do_not_meet(here: Here) -> None:
    two = Two(here, "groups/0", {"name": "A jinak"})
    other = Editor(two.visitor.client, two.second.address.replace("groups/0", "groups/1"))
    other.fields["vychozi"] = "1"
    assert other.save(name="B jinak").status_code == 303
    assert [each["name"] for each in two.content("groups")] == ["A jinak", "B jinak"]


def conflicting(here: Here) -> Two:
    two = Two(here, "groups/0", {"name": "Od kolegyně", "leader_label": "Předsedkyně"})
    answer = two.second.save({"name": "Moje znění", "leader/phone": "721 000 000"})
    assert answer.status_code == 409
    page = answer.text.replace("\xa0", " ")
    assert 'value="Moje znění"' in page
    assert "Od kolegyně<br>" in page
    assert 'value="Předsedkyně"' in page
    assert 'value="721 000 000"' in answer.text
    two.second.again(answer)
    return two


def test_of_a_field_that_both_changed_mine_can_hold(here: Here) -> None:
    two = conflicting(here)
    assert two.content("groups")[0]["name"] == "Od kolegyně"
    assert two.second.save({"volba:name": "moje"}).status_code == 303
    found = two.content("groups")[0]
    assert (found["name"], found["leader_label"]) == ("Moje znění", "Předsedkyně")
    assert found["leader"]["phone"] == "721 000 000"


def test_of_a_field_that_both_changed_theirs_can_hold(here: Here) -> None:
    two = conflicting(here)
    assert two.second.save({"volba:name": "jejich"}).status_code == 303
    found = two.content("groups")[0]
    assert found["name"] == "Od kolegyně"
    assert found["leader"]["phone"] == "721 000 000"


def test_who_decides_while_a_third_one_saves_decides_once_more(here: Here) -> None:
    two = conflicting(here)
    assert Editor(two.visitor.client, two.second.address).save(name="Od třetí").status_code == 303
    assert two.second.save({"volba:name": "moje"}).status_code == 409
    assert two.content("groups")[0]["name"] == "Od třetí"


def test_the_same_change_of_both_is_no_conflict(here: Here) -> None:
    two = Two(here, "groups/0", {"name": "Stejně"})
    assert two.second.save(name="Stejně").status_code == 303


def test_an_item_that_was_moved_meanwhile_is_followed(here: Here) -> None:
    two = Two(here, "groups/0", {})
    Editor(two.visitor.client, f"/plany/{two.plan.id}/upravit/groups").save(ukon="down:groups/0")
    answer = two.second.save(name="A jinak")
    assert answer.location.endswith("/groups/1")
    assert [each["name"] for each in two.content("groups")] == ["B", "A jinak"]


def test_an_item_that_was_removed_meanwhile_can_be_made_again(here: Here) -> None:
    two = Two(here, "groups/0", {})
    Editor(two.visitor.client, f"/plany/{two.plan.id}/upravit/groups").save(ukon="remove:groups/0")
    answer = two.second.save(name="A jinak")
    assert answer.status_code == 409
    assert "Tuto položku mezitím někdo odebral" in answer.text.replace("\xa0", " ")
    two.second.again(answer)
    two.second.address = two.second.address.replace("groups/0", "groups/-")
    assert two.second.save().status_code == 303
    made = two.content("groups")[1]
    assert (made["name"], made["leader"]) == ("A jinak", {"last_name": "Nová"})


def test_what_belonged_to_a_removed_item_stays_on_the_page(here: Here) -> None:
    two = Two(here, "strategy/nodes/0/measures/0", {})
    Editor(two.visitor.client, f"/plany/{two.plan.id}/upravit/strategy").save(ukon="remove:nodes/0")
    answer = two.second.save(guarantor="Kam s tím")
    assert answer.status_code == 409
    assert "Uložit sem už nejde" in answer.text.replace("\xa0", " ")
    assert 'value="Kam s tím"' in answer.text


def test_a_part_that_became_something_else_takes_nothing(here: Here) -> None:
    two = Two(here, "process", {})
    two.town.save(two.plan, CONTENT | {"process": "slovy"}, 1)
    answer = two.second.save(narrative="Příprava.")
    assert answer.status_code == 409
    assert "Příprava." in answer.text
    assert two.content("process") == "slovy"


def test_a_table_that_both_changed_is_decided_as_a_whole(here: Here) -> None:
    two = Two(here, "abbreviations", {"abbreviations/0/long": "jejich výklad"})
    answer = two.second.save({"abbreviations/1/short": "MAS", "abbreviations/1/long": "místní akční skupina"})
    assert answer.status_code == 409
    two.second.again(answer)
    assert two.second.save({"volba:abbreviations": "jejich"}).status_code == 303
    assert two.content("abbreviations") == [{"short": "ORP", "long": "jejich výklad"}]


def test_a_deed_on_a_list_that_changed_meanwhile_finds_its_item_or_does_nothing(here: Here) -> None:
    two = Two(here, "groups", {"ukon": "down:groups/0"})
    two.second.save(ukon="remove:groups/0")
    assert [each["name"] for each in two.content("groups")] == ["B"]
    answer = two.second.save(ukon="remove:groups/0")
    assert "Seznam mezitím změnil někdo jiný" in two.visitor.get(answer.location).text.replace("\xa0", " ")
    assert [each["name"] for each in two.content("groups")] == ["B"]


def text_of(body: str) -> dict[str, Any]:
    return {"text": body, "format": "commonmark"}


OLD = "Plán schválilo zastupitelstvo 1\\. 7. 2021 a *platí* pro celé území, viz [](#tab-vek), do konce roku."
THEIRS, MINE = OLD.replace("konce roku", "konce **roku 2027**"), OLD.replace("celé území", "území obce")


def test_a_formatted_text_that_both_changed_is_shown_as_it_reads_with_what_differs(here: Here) -> None:
    """Nobody should read marks of formatting to decide whose text holds."""
    visitor, made = here
    table = {"id": "tab-vek", "caption": "Obyvatelé podle věku", "rows": [["1"]]}
    analyses = [{"title": "Analýza", "chapters": [{"heading": "Úvod", "text": text_of(OLD), "tables": [table]}]}]
    address = f"/plany/{made.plan(CONTENT | {'analyses': analyses}).id}/upravit/analyses/0/chapters/0"
    second = Editor(visitor.client, address)
    assert Editor(visitor.client, address).save({"text": THEIRS}).status_code == 303
    answer = second.save({"text": MINE})
    assert answer.status_code == 409
    conflict = answer.text.split('class="conflict"')[1].split("</fieldset>")[0]
    assert "schválilo zastupitelstvo 1. 7. 2021 a <em>platí</em>" in conflict
    assert "Obyvatelé podle věku" in conflict
    assert "<strong>roku 2027</strong>" in conflict
    assert re.search(r"<ins>.*obce.*</ins>", conflict)
    assert re.search(r"<del>.*2027.*</del>", conflict)
    assert not re.search(r"\\\.|\*\*|\]\(#", conflict)
