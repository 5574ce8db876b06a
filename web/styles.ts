// What CSS says of a node beyond its box: font, padding, baseline. Asked once per chain of classes, not per node,
// since computed styles are the dearest thing to read. Thrown away when the width, density or fonts change.

import type { Entry } from "./entries";
import { role } from "./protocol";

export interface Style {
  fontSize: number;
  weight: number;
  paddingLeft: number;
  paddingRight: number;
  paddingBottom: number;
  /** Distance from a control's top to its text's baseline; 0 for what is no control. */
  baseline: number;
  /** Its children can be scrolled in it. */
  scrolls: boolean;
  children: Map<string, Style>;
}

const blank = (): Style => ({
  fontSize: 16, weight: 400, paddingLeft: 0, paddingRight: 0, paddingBottom: 0, baseline: 0, scrolls: false, children: new Map(),
});

export let top: Style = blank();

export const forgetStyles = (): void => {
  top = blank();
  lineBaselines.clear();
  controlBaselines.clear();
};

const controls = new Set<number>([role.text_field, role.text_area, role.select, role.combobox, role.file_field]);

/** Looks the style up by parent and classes. */
export const styleOf = (entry: Entry, parent: Style): Style => {
  const known = entry.style as { parent: Style; names: string; style: Style } | undefined;
  const names = entry.element.className;
  if (known?.parent === parent && known.names === names) return known.style;
  const key = `${entry.level}${names}`;
  let style = parent.children.get(key);
  if (!style) {
    style = read(entry);
    parent.children.set(key, style);
  }
  entry.style = { parent, names, style };
  return style;
};

const read = (entry: Entry): Style => {
  const { element } = entry;
  const css = getComputedStyle(element);
  const inner = (side: string): number =>
    parseFloat(css.getPropertyValue(`padding-${side}`)) + parseFloat(css.getPropertyValue(`border-${side}-width`));
  const scrolling = /auto|scroll/;
  const isControl = controls.has(entry.role);
  return {
    fontSize: parseFloat(css.fontSize),
    weight: Number(css.fontWeight) || 400,
    paddingLeft: inner("left"),
    paddingRight: inner("right"),
    paddingBottom: parseFloat(css.paddingBottom),
    baseline: isControl ? controlBaseline(element, css) : 0,
    scrolls: !isControl && (scrolling.test(css.overflowX) || scrolling.test(css.overflowY)),
    children: new Map(),
  };
};

/** Beside the page and contained, so that what is laid out in it disturbs nothing. */
let bench: HTMLElement | undefined;

/** Lays something out, measures it, and takes it away. */
const probe = <Result>(build: (box: HTMLElement) => () => Result): Result => {
  if (!bench) {
    bench = document.createElement("div");
    bench.setAttribute("aria-hidden", "true");
    Object.assign(bench.style, { position: "fixed", top: "0", left: "0", width: "500px", height: "200px", visibility: "hidden", contain: "strict" });
    document.body.append(bench);
  }
  const box = document.createElement("div");
  const measure = build(box);
  bench.append(box);
  const result = measure();
  box.remove();
  return result;
};

/** An empty box: its bottom stands on the baseline that it is aligned to. */
const mark = (): HTMLElement => {
  const element = document.createElement("span");
  Object.assign(element.style, { display: "inline-block", width: "0", height: "0" });
  return element;
};

const controlBaselines = new Map<string, number>();

/** Asked once for all controls of the same kind, font and height. */
const controlBaseline = (control: HTMLElement, css: CSSStyleDeclaration): number => {
  const key = [control.localName, (control as HTMLInputElement).type, css.fontSize, css.lineHeight, css.height, css.paddingTop].join();
  let baseline = controlBaselines.get(key);
  if (baseline === undefined) {
    baseline = probeControl(control);
    controlBaselines.set(key, baseline);
  }
  return baseline;
};

const probeControl = (control: HTMLElement): number =>
  probe((box) => {
    Object.assign(box.style, { display: "flex", alignItems: "baseline", width: "400px" });
    const copy = control.cloneNode(false) as HTMLInputElement;
    for (const attribute of ["id", "name", "for"]) copy.removeAttribute(attribute);
    if (copy instanceof HTMLSelectElement) copy.append(new Option("x"));
    else if (copy.type !== "file") copy.value = "x";
    const foot = mark();
    box.append(copy, foot);
    return () => foot.getBoundingClientRect().bottom - copy.getBoundingClientRect().top;
  });

const lineBaselines = new Map<number, number>();

/** From the top of a line's content area to its baseline. */
export const lineBaseline = (fontSize: number, weight: number): number => {
  const key = fontSize * 1000 + weight;
  let baseline = lineBaselines.get(key);
  if (baseline === undefined) {
    baseline = probe((box) => {
      Object.assign(box.style, { fontSize: `${fontSize}px`, fontWeight: String(weight), lineHeight: "2", whiteSpace: "nowrap" });
      const text = document.createTextNode("x");
      const foot = mark();
      box.append(text, foot);
      return () => {
        const range = document.createRange();
        range.selectNode(text);
        return foot.getBoundingClientRect().bottom - range.getBoundingClientRect().top;
      };
    });
    lineBaselines.set(key, baseline);
  }
  return baseline;
};

let pen: OffscreenCanvasRenderingContext2D | null | undefined;
const width = (size: number, weight: number, letter: string): number => {
  pen ??= new OffscreenCanvas(1, 1).getContext("2d");
  if (!pen) return 0;
  pen.font = `${weight} ${size}px Inter`;
  return pen.measureText(letter).width;
};

/** WebKitGTK hints letters to whole pixels, whatever the font says: then 16 px of « l » (3.875) are no fraction. */
let hinted: boolean | undefined;
export const advance = (size: number, weight: number, letter: number): number => {
  hinted ??= Number.isInteger(width(16, 400, "l"));
  return hinted ? width(size / devicePixelRatio, weight, String.fromCodePoint(letter)) * devicePixelRatio : 0;
};
