// The page to try the API. The description is ours and lies on this machine; nothing is asked of other servers.
"use strict";
document.addEventListener("DOMContentLoaded", () => {
  const place = document.getElementById("vyzkouseni");
  window.SwaggerUIBundle({
    url: place.dataset.description,
    domNode: place,
    deepLinking: true,
    validatorUrl: null,
    defaultModelsExpandDepth: 0,
  });
});
