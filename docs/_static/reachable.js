// What can be scrolled can be reached by the keyboard; what need not be scrolled is passed over.

function reach() {
  for (const box of document.querySelectorAll(".highlight pre, .table-wrapper, .picture")) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }
}

addEventListener("DOMContentLoaded", reach);
addEventListener("resize", reach);
