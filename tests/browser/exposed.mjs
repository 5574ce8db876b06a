// What is painted against what is exposed: the controls and texts of the last frames, and the browser's own
// accessibility tree, which is what screen readers are given.

/// Roles of the tree that one operates.
const operated = new Set([
  "button", "checkbox", "combobox", "link", "ListBoxOption", "option", "menuitem", "radio", "searchbox", "slider", "spinbutton", "switch", "tab",
  "textbox", "DisclosureTriangle", "DisclosureTriangleGrouped",
]);

/// The role that each of our roles must be told as.
const toldAs = {
  link: ["link"], button: ["button"], text_field: ["textbox"], text_area: ["textbox"], select: ["combobox"], checkbox: ["checkbox"],
  radio: ["radio"], file_field: ["button"], combobox: ["combobox"], listbox_option: ["option"], disclosure_summary: ["DisclosureTriangle", "DisclosureTriangleGrouped", "button"],
};

/// Waits until nothing is drawn any more.
export async function settled(page) {
  await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => { requestAnimationFrame(resolve); });
    let still = 0;
    for (let tries = 0; still < 2 && tries < 200; ++tries) {
      const before = window.__guichet.frames();
      await frame();
      await frame();
      still = window.__guichet.frames() === before ? still + 1 : 0;
    }
  });
}

/// What is far from the window is woken while nothing else is to be done (web/boxes.ts); until then the browser keeps it from its tree.
export const awake = (page) => page.waitForFunction(() => [...document.querySelectorAll("#guichet :is(input, select, textarea, button, a)")].every((one) =>
  !one.checkVisibility() || one.checkVisibility({ contentVisibilityAuto: true })));

/// Marks what the last frames painted (scrolling through the page), and what a person is meant to see; gives the number of marks.
/// In plain HTML nothing is painted: what is laid out and not hidden is what is seen.
async function markPainted(page) {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  const step = page.viewportSize().height;
  await page.evaluate(() => { window.__seen = new Map(); });
  for (let top = 0; top < height; top += step) {
    await page.evaluate((y) => scrollTo({ top: y, behavior: "instant" }), top);
    await settled(page);
    await page.evaluate(() => {
      const modal = document.querySelector("dialog:modal");
      for (const { role, element } of window.__guichet.painted()) {
        if (!element.isConnected || (modal && !modal.contains(element))) continue;
        window.__seen.set(element, role);
      }
      // The field in focus is the browser's own.
      if (document.activeElement.closest("#guichet")) window.__seen.set(document.activeElement, "focused");
    });
    if (await page.evaluate(() => document.querySelector("dialog:modal") !== null)) break;
  }
  return page.evaluate(() => {
    const kinds = {};
    let number = 0;
    for (const [element, role] of window.__seen) {
      element.setAttribute("data-seen", String(number));
      const own = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== "");
      kinds[number] = { role, own, html: element.outerHTML.slice(0, 160), text: element.textContent.trim(), id: element.id };
      number += 1;
    }
    for (const element of document.querySelectorAll("#guichet *")) {
      if (element.closest(".visually-hidden, .r-skip-link") || element.matches(".r-ordered-steps :not(:has([aria-current]), [aria-current]) *")) {
        if (!element.hasAttribute("data-seen")) element.setAttribute("data-seen", "hidden");
      }
    }
    for (const one of Object.values(kinds)) {
      const labelled = one.role === "label" ? document.querySelector(`label[id="${one.id}"]`)?.control : null;
      one.control = labelled?.getAttribute("data-seen") ?? null;
    }
    scrollTo({ top: 0, behavior: "instant" });
    return kinds;
  });
}

/// { painted, exposed, faults }: controls painted, those of them that the tree holds with role and name, and every difference in words.
export async function compareWithTree(page) {
  const session = await page.context().newCDPSession(page);
  const painted = await markPainted(page);
  try {
    await awake(page);
    await session.send("DOM.enable");
    await session.send("Accessibility.enable");
    const { nodes: dom } = await session.send("DOM.getFlattenedDocument", { depth: -1 });
    const marks = new Map();
    const parents = new Map();
    for (const node of dom) {
      parents.set(node.nodeId, node.parentId);
      const at = node.attributes?.indexOf("data-seen") ?? -1;
      if (at >= 0) marks.set(node.backendNodeId, node.attributes[at + 1]);
    }
    const { nodes } = await session.send("Accessibility.getFullAXTree");
    const tree = new Map(nodes.map((node) => [node.backendDOMNodeId, node]));
    const faults = [];
    let count = 0;
    let exposed = 0;
    // A span may have no node of its own: its text stands in its parent's.
    const texts = nodes.filter((node) => !node.ignored && node.role.value === "StaticText").map((node) => node.name?.value ?? "");
    const byMark = new Map([...marks].map(([backend, mark]) => [mark, backend]));
    for (const [mark, one] of Object.entries(painted)) {
      const node = tree.get(byMark.get(mark));
      const roles = toldAs[one.role];
      if (roles) {
        count += 1;
        const name = node?.name?.value?.trim() ?? "";
        if (!node || node.ignored) faults.push(`painted, not exposed: ${one.html}`);
        else if (!roles.includes(node.role.value)) faults.push(`painted as ${one.role}, exposed as ${node.role.value}: ${one.html}`);
        else if (!name) faults.push(`without a name: ${one.html}`);
        else exposed += 1;
        // What speech control says is what is seen, whatever its capitals.
        const heard = (text) => text.replace(/\s+/g, "").toLocaleLowerCase("fr");
        const seen = ["button", "link"].includes(one.role) ? one.text : "";
        if (/[\p{L}\p{N}]/u.test(seen) && !heard(name).includes(heard(seen))) faults.push(`seen as « ${seen} », named « ${name} »`);
      } else if (one.html.includes("l-required-mark")) {
        // Said as « required » at its control.
      } else if (one.own && !isTextExposed(nodes, node) && !texts.some((text) => text.includes(one.text)) && !(one.control && tree.get(byMark.get(one.control))?.name?.value.includes(one.text))) {
        faults.push(`text painted, not exposed: ${one.html}`);
      }
    }
    for (const node of nodes) {
      if (node.ignored || !operated.has(node.role.value) || !node.backendDOMNodeId) continue;
      if (marks.has(node.backendDOMNodeId)) continue;
      if (node.role.value === "option" || node.role.value === "menuitem") continue; // in a closed select
      faults.push(`exposed, not painted: ${node.role.value} « ${node.name?.value ?? ""} »`);
    }
    return { painted: count, exposed, faults };
  } finally {
    await session.detach();
    await page.evaluate(() => { for (const one of document.querySelectorAll("[data-seen]")) one.removeAttribute("data-seen"); });
  }
}

/// A box may be left out of the tree while its text is in it.
function isTextExposed(nodes, node) {
  if (!node) return false;
  if (!node.ignored) return true;
  const byId = new Map(nodes.map((one) => [one.nodeId, one]));
  return (node.childIds ?? []).some((child) => isTextExposed(nodes, byId.get(child)));
}
