// Fields of formatted text as in Word. An editor is made when its field comes near to what is seen, or gets the focus;
// without this, and where an editor could lose something, the fields are plain ones.
const near = new IntersectionObserver(arrived, { rootMargin: "600px" });
let parts; // loaded once, when the first field needs them

function arrived(entries) {
  for (const each of entries) if (each.isIntersecting) dressed(each.target);
}

async function dressed(textarea) {
  near.unobserve(textarea);
  parts ??= import("./rich/field.js");
  const { dress } = await parts;
  if (textarea.isConnected) dress(textarea);
}

function look() {
  for (const each of document.querySelectorAll(".draws-rich textarea:enabled")) near.observe(each);
}

document.addEventListener("focusin", (event) => {
  if (event.target.matches(".draws-rich textarea:enabled")) dressed(event.target);
});
document.addEventListener("htmx:after:swap", look); // what htmx puts into the page later
look();
