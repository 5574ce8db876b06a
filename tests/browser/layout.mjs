// What a layout must not do, whatever the size of the window.

/// What is wrong with the layout as it is now, in words. Runs in the page.
export function layoutFaults() {
  const faults = [];
  const told = (one) => `${one.localName}#${one.id || one.className} « ${(one.getAttribute("aria-label") ?? one.textContent).trim().slice(0, 40)} »`;
  if (document.documentElement.scrollWidth > innerWidth) faults.push(`scrolls sideways: ${document.documentElement.scrollWidth} px in ${innerWidth}`);
  const scope = document.querySelector("dialog:modal") ?? document.getElementById("guichet");
  if (scope.scrollWidth > scope.clientWidth + 1) faults.push(`the dialog scrolls sideways: ${scope.scrollWidth} px in ${scope.clientWidth}`);
  const coarse = matchMedia("(pointer: coarse)").matches;
  let before;
  for (const one of scope.querySelectorAll("a[href], button, input, select, textarea, summary")) {
    if (!one.checkVisibility() || one.closest(".r-skip-link, .visually-hidden")) continue;
    const box = one.getBoundingClientRect();
    if (box.width === 0 && box.height === 0) continue;
    if (box.left < -0.5 || box.right > innerWidth + 0.5) faults.push(`outside the window: ${told(one)}`);
    // Below 16 px a phone enlarges the page when a field is entered.
    const text = one.matches("input, select, textarea") ? parseFloat(getComputedStyle(one).fontSize) : 16;
    if (text < 16 && !one.matches("[type=checkbox], [type=radio], [type=file]")) faults.push(`text of ${text} px: ${told(one)}`);
    if (one.tabIndex > 0) faults.push(`an order of its own: ${told(one)}`);
    const sentence = one.parentElement.matches("p, .r-hint") && getComputedStyle(one).display === "inline";
    if (coarse && !sentence && (box.width < 43.5 || box.height < 43.5)) {
      // What stands over it or around it may be the target: the row of a step.
      one.scrollIntoView({ block: "center", behavior: "instant" });
      const { left, top, width, height } = one.getBoundingClientRect();
      const [x, y] = [left + width / 2, top + height / 2];
      const hit = (dx, dy) => {
        const found = document.elementFromPoint(Math.min(Math.max(x + dx, 0), innerWidth - 1), y + dy);
        return found && (one.contains(found) || found.closest("label")?.control === one);
      };
      const reach = (dx, dy) => {
        let far = 0;
        while (far < 44 && hit(dx * far, dy * far)) ++far;
        return far;
      };
      const [wide, high] = [reach(-1, 0) + reach(1, 0), reach(0, -1) + reach(0, 1)];
      if (Math.max(wide, box.width) < 43.5 || Math.max(high, box.height) < 43.5) faults.push(`${Math.max(wide, Math.round(box.width))} × ${Math.max(high, Math.round(box.height))} px for a finger: ${told(one)}`);
    }
    // The order of Tab is the order of the page: what comes next stands below, to the right, or in the next column.
    if (!one.closest(".y-overlay, .r-ordered-steps")) {
      const now = one.getBoundingClientRect();
      const last = before?.getBoundingClientRect();
      if (last && now.top < last.bottom - 8 && now.left < last.right - 8) faults.push(`${told(one)} comes after ${told(before)} and stands before it`);
      before = one;
    }
  }
  // What is clipped shows all that it has.
  for (const one of scope.querySelectorAll("*")) {
    if (one.matches("input, textarea, select, option, .sheet, canvas, .visually-hidden, .r-skip-link") || one.clientWidth <= 2) continue;
    const { overflowX, overflowY } = getComputedStyle(one);
    if (/hidden|clip/.test(overflowX) && one.scrollWidth > one.clientWidth + 1) faults.push(`cut at the right: ${told(one)}`);
    if (/hidden|clip/.test(overflowY) && one.scrollHeight > one.clientHeight + 1) faults.push(`cut at the bottom: ${told(one)}`);
  }
  return faults;
}
