// The year belongs to action plans, which a content may be, too; each kind has its own templates. Without this all of
// them are shown.
"use strict";

function fitToKind(form) {
  const kind = form.elements.kind.value; // of a list, or of the button that is chosen
  form.elements.year.closest(".field").hidden = !["", "action_plan"].includes(kind);
  for (const option of form.elements.template.options) {
    option.hidden = option.disabled = !option.dataset.kinds.split(" ").includes(kind);
  }
  if (form.elements.template.selectedOptions[0]?.disabled) {
    form.elements.template.value = [...form.elements.template.options].find((each) => !each.disabled)?.value ?? "";
  }
}

for (const form of document.querySelectorAll("form")) {
  if (!form.elements.kind) continue;
  form.addEventListener("change", () => fitToKind(form));
  fitToKind(form);
}
