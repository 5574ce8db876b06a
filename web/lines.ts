// Where the browser broke a node's text into lines. One line is one rectangle; for more, the breaks are found by
// halving: which character is the first that stands on the next line? Asked again only when text or room changed.

import { type Entry, field } from "./entries";
import type { Style } from "./styles";

/** begin and end in UTF-16 units of the text; the box relative to the node's own box. */
export interface Line {
  begin: number;
  end: number;
  x: number;
  y: number;
  width: number;
  height: number;
}

interface Known {
  text: string;
  width: number;
  height: number;
  /** Inline text begins where the text before it ends. */
  inset: number;
  room: number;
  style: Style;
  lines: Line[];
}

const range = document.createRange();

const rectOf = (node: Text, begin: number, end: number): DOMRect | undefined => {
  range.setStart(node, begin);
  range.setEnd(node, end);
  return range.getClientRects()[0];
};

/** Spaces that are collapsed at a break have no rectangle: the next character that has one tells. */
const topAt = (node: Text, index: number, limit: number): number => {
  for (let at = index; at < limit; ++at) {
    const rect = rectOf(node, at, at + 1);
    if (rect && rect.height > 0 && rect.width > 0) return rect.top;
  }
  return Infinity;
};

/** One rectangle a line: a space at the end of a line may have one of its own. */
const lineRects = (node: Text): { left: number; right: number; top: number; bottom: number }[] => {
  range.setStart(node, 0);
  range.setEnd(node, node.length);
  const lines: { left: number; right: number; top: number; bottom: number }[] = [];
  for (const { left, right, top, bottom } of range.getClientRects()) {
    if (left === right) continue;
    const last = lines.at(-1);
    if (last && top < (last.top + last.bottom) / 2) last.right = Math.max(last.right, right);
    else lines.push({ left, right, top, bottom });
  }
  return lines;
};

/** `unseen`: what may stand at a break without being seen; it is left at the end of the line before. */
const breakText = (node: Text, origin: DOMRect, unseen: RegExp): Line[] => {
  const { length, data } = node;
  const rects = lineRects(node);
  let begin = 0;
  return rects.map((rect, place) => {
    let end = length;
    if (place + 1 < rects.length) {
      const middleOfLine = (rect.top + rect.bottom) / 2;
      let low = begin + 1;
      let high = length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if (topAt(node, middle, length) > middleOfLine) high = middle;
        else low = middle + 1;
      }
      end = low;
      while (end < length && unseen.test(data[end] ?? "")) ++end;
    }
    const line = { begin, end, x: rect.left - origin.left, y: rect.top - origin.top, width: rect.right - rect.left, height: rect.bottom - rect.top };
    begin = end;
    return line;
  });
};

const none: Line[] = [];

export const linesOf = (entry: Entry, rect: DOMRect, around: DOMRect, style: Style): Line[] => {
  const node = entry.text;
  if (!node) return none;
  const known = entry.lines as Known | undefined;
  const inset = rect.left - around.left;
  if (known && known.text === node.data && known.width === rect.width && known.height === rect.height
    && known.inset === inset && known.room === around.width && known.style === style) return known.lines;
  const lines = breakText(node, rect, /[ \t\n]/);
  entry.lines = { text: node.data, width: rect.width, height: rect.height, inset, room: around.width, style, lines } satisfies Known;
  return lines;
};

/** A text area's text is in no text node of the page: a copy of the same width and font is broken instead. */
export const linesOfArea = (entry: Entry, rect: DOMRect, style: Style): Line[] => {
  const area = field(entry);
  const { value } = area;
  if (value === "") return none;
  let known = entry.lines as Known | undefined;
  const room = area.clientWidth;
  if (!known || known.text !== value || known.room !== room || known.style !== style) {
    const css = getComputedStyle(area);
    const copy = document.createElement("div");
    for (const property of ["font", "letterSpacing", "padding", "fontKerning", "fontVariantLigatures", "overflowWrap", "tabSize"] as const) {
      copy.style[property] = css[property];
    }
    Object.assign(copy.style, {
      position: "absolute", top: "0", left: "0", visibility: "hidden", whiteSpace: "pre-wrap", boxSizing: "border-box", width: `${room}px`,
    });
    const node = document.createTextNode(value);
    copy.append(node);
    area.after(copy);
    const lines = breakText(node, copy.getBoundingClientRect(), /\n/);
    copy.remove();
    known = { text: value, width: rect.width, height: rect.height, inset: 0, room, style, lines };
    entry.lines = known;
  }
  const { scrollTop, clientLeft, clientTop } = area;
  return known.lines.map((line) => ({ ...line, x: line.x + clientLeft, y: line.y + clientTop - scrollTop }));
};
