"""Changes put on the content that they were found against: it becomes the new one, to the last digit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from assembler.differences.change import Change, Kind, parent
from schemas.paths import pointer_of, steps_of


def apply(changes: Sequence[Change], old: object) -> Any:
    """The new content; the old one is left as it is. Raises LookupError for changes of another content."""
    return Application(changes, old).value("", "")


class Application:
    """Changes by the places where they are needed."""

    def __init__(self, changes: Sequence[Change], old: object) -> None:
        self.old = old
        self.changed = {each.after: each for each in changes if each.kind is Kind.CHANGED}
        self.gone = {each.before for each in changes if each.kind in (Kind.REMOVED, Kind.MOVED)}
        self.came: dict[str, list[Change]] = defaultdict(list)  # by the pointer of what they lie in
        for each in changes:
            if each.kind in (Kind.ADDED, Kind.MOVED) and each.after is not None:
                self.came[parent(each.after)].append(each)

    def value(self, before: str, after: str) -> Any:
        """What stood at `before` in the old content, as it stands at `after` in the new one."""
        if after in self.changed:
            return self.changed[after].new
        old = resolve(self.old, before)
        if isinstance(old, dict):
            return self.object(old, before, after)
        if isinstance(old, list):
            return self.list(old, before, after)
        return old

    def object(self, old: dict[str, Any], before: str, after: str) -> dict[str, Any]:
        kept = [key for key in old if pointer_of(before, key) not in self.gone]
        made = {key: self.value(pointer_of(before, key), pointer_of(after, key)) for key in kept}
        return made | {steps_of(str(each.after))[-1]: self.arrived(each) for each in self.came[after]}

    def list(self, old: list[Any], before: str, after: str) -> list[Any]:
        """What came takes its places, what stayed the ones between, in its order."""
        came = {int(str(each.after).rpartition("/")[2]): each for each in self.came[after]}
        stayed = [here for index in range(len(old)) if (here := f"{before}/{index}") not in self.gone]
        made: list[Any] = []
        waiting = iter(stayed)
        for index in range(len(came) + len(stayed)):
            made.append(self.arrived(came[index]) if index in came else self.value(next(waiting), f"{after}/{index}"))
        return made

    def arrived(self, change: Change) -> Any:
        return change.new if change.before is None else self.value(change.before, str(change.after))


def resolve(content: Any, pointer: str) -> Any:
    """The value at a pointer; raises LookupError."""
    for step in steps_of(pointer):
        content = content[int(step) if isinstance(content, list) else step]
    return content
