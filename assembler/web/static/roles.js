// The parts of a plan are of a contributor only: they show, open, with his role, and with another one none is sent.
"use strict";

function fitToRole(box, role) {
  const his = role.value === "contributor";
  box.hidden = !his;
  box.open = his;
  for (const each of box.querySelectorAll("input")) each.disabled = !his;
}

for (const box of document.querySelectorAll(".of-contributor")) {
  const role = box.closest("form").elements.role;
  role.addEventListener("change", () => fitToRole(box, role));
  // What came ticked with another role has just been refused: the reader decides, nothing goes by itself.
  if (role.value === "contributor" || !box.querySelector(":checked")) fitToRole(box, role);
}
