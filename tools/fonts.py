#!/usr/bin/env python3
"""The page's two fonts: Inter Regular and SemiBold, cut to what French forms write.

    fonts.py OUT_FOLDER

Both readers of each file must draw the same picture: CSS (@font-face) and Dear ImGui's own rasteriser. So: TrueType outlines
(stb_truetype reads CFF less well), no layout tables (ImGui has no kerning, the browser must not have it either), no
hinting (neither uses it at our sizes). ImGui's copy has its line height set in memory, the file itself is untouched.
"""
import sys
from pathlib import Path

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

FONTS = {400: "Inter-Regular", 600: "Inter-SemiBold"}
FOLDERS = ["/usr/share/fonts/opentype/inter", "/usr/share/fonts/truetype/inter", "/usr/share/fonts/inter"]

# Latin-1, Latin Extended-A, then typography, arrows, marks and what a screen of figures needs.
CHARACTERS = [
    *range(0x20, 0x7F), *range(0xA0, 0x180),
    *map(ord, "\u2009\u200a\u200b\u202f\u2010\u2011\u2012–—‘’‚“”„†•…‰′″‹›€№™←↑→↓−√∞≈≠≤≥✓✗"),
    0x18F, 0x192, 0x218, 0x219, 0x21A, 0x21B, 0x1E9E,
]

# In units of the em, 2048 here: a unit and a half is invisible at any size of text.
CURVE_ERROR = 1.5


def source_of(name: str) -> Path:
    for folder in FOLDERS:
        for suffix in (".otf", ".ttf"):
            path = Path(folder, name + suffix)
            if path.exists():
                return path
    sys.exit(f"fonts.py: {name} was not found in {', '.join(FOLDERS)} (Debian: fonts-inter)")


def to_truetype(font: TTFont) -> None:
    """Cubic outlines (CFF) to quadratic ones (glyf)."""
    if "glyf" in font:
        return
    order = font.getGlyphOrder()
    outlines = font.getGlyphSet()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(outlines)
        outlines[name].draw(Cu2QuPen(pen, CURVE_ERROR, reverse_direction=True))
        glyphs[name] = pen.glyph()
    glyf = newTable("glyf")
    glyf.glyphOrder = order
    glyf.glyphs = glyphs
    font["loca"] = newTable("loca")
    font["glyf"] = glyf
    # The left bearing is where the outline begins: the curves have moved it by a unit at most.
    for name in order:
        glyphs[name].recalcBounds(glyf)
        width, _ = font["hmtx"][name]
        font["hmtx"][name] = (width, getattr(glyphs[name], "xMin", 0))
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    maxp.maxZones = 1
    for field in ("maxTwilightPoints", "maxStorage", "maxFunctionDefs", "maxInstructionDefs", "maxStackElements",
                  "maxSizeOfInstructions", "maxComponentElements"):
        setattr(maxp, field, 0)
    font["post"].formatType = 3.0
    for tag in ("CFF ", "CFF2", "VORG"):
        if tag in font:
            del font[tag]
    font.sfntVersion = "\x00\x01\x00\x00"


def main() -> None:
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    for weight, name in FONTS.items():
        options = subset.Options()
        options.layout_features = []
        options.hinting = False
        options.desubroutinize = True
        options.glyph_names = False
        options.notdef_outline = True
        options.name_IDs = [1, 2, 4, 6, 13, 14]  # names and the licence travel with the file
        options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "STAT", "DSIG", "meta", "MVAR", "HVAR", "kern"]
        options.recalc_bounds = True  # the outlines have changed
        options.recalc_timestamp = False  # the same input gives the same bytes
        font = subset.load_font(str(source_of(name)), options)
        subsetter = subset.Subsetter(options)
        subsetter.populate(unicodes=CHARACTERS)
        subsetter.subset(font)
        missing = sorted(set(CHARACTERS) - set(font.getBestCmap()))
        to_truetype(font)
        target = out / f"inter-{weight}.ttf"
        subset.save_font(font, str(target), options)
        note = f", not in Inter: {' '.join(f'U+{code:04X}' for code in missing)}" if missing else ""
        print(f"{target}: {target.stat().st_size} bytes, {len(font.getGlyphOrder())} glyphs{note}")


main()
