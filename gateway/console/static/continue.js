// Presses the one button of a page that only passes on what it was brought.
"use strict";

document.querySelectorAll("form[data-continue]").forEach((form) => form.submit());
