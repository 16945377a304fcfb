// Shows the pages of a part over its form; without this the button opens them in a window of their own.
"use strict";

(() => {
  const button = document.getElementById("nahled-stranky-tlacitko");
  const box = document.getElementById("nahled-stranky");
  const inside = document.getElementById("nahled-stranky-obsah");
  if (!button || !box?.showModal) return;
  const AGAIN = 1_000; // milliseconds between looks at one that is being made
  const AWAY = say("Server teď neodpovídá. Zkuste to prosím za chvíli znovu; co je ve formuláři, v něm zůstalo.");
  const LOST = say("Přihlášení vypršelo. Přihlaste se v novém okně, pak tuto stránku načtěte znovu; text zůstává v tomto prohlížeči.");
  let asked = null;

  function report(words) {
    const line = document.createElement("p");
    line.textContent = words;
    inside.replaceChildren(line);
  }

  async function told(answer) {
    if (answer.status === 400 || answer.status === 401) return report(LOST);
    const problem = await answer.json().catch(() => null);
    return report(problem?.detail ?? AWAY);
  }

  async function shown(answer, mine) {
    if (!answer.ok) return told(answer);
    const found = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("nahled-stranky-hotovy");
    if (asked !== mine) return undefined; // closed, or asked anew
    if (!found) return report(LOST);
    if (found.dataset.open !== "ano") return inside.replaceChildren(document.adoptNode(found));
    return setTimeout(() => asked === mine && get(answer.url, {}, mine), AGAIN);
  }

  async function get(address, more, mine) {
    try {
      await shown(await fetch(address, { headers: { Accept: "application/json" }, ...more }), mine);
    } catch {
      if (asked === mine) report(AWAY);
    }
  }

  button.setAttribute("aria-haspopup", "dialog");
  button.addEventListener("click", (event) => {
    event.preventDefault();
    const mine = (asked = {});
    report(say("Náhled se připravuje, obvykle trvá několik sekund."));
    box.showModal();
    get(button.getAttribute("formaction"), { method: "POST", body: new FormData(form) }, mine);
  });
  document.getElementById("nahled-stranky-zavrit").addEventListener("click", () => box.close());
  box.addEventListener("close", () => {
    asked = null;
  });
})();
