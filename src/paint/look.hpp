// How each kind of node looks without its text: one function a family, in the file of its name.
#pragma once

#include "paint/subject.hpp"

namespace guichet::paint {

/// Fields, buttons, check boxes, radios, files, progress; with the values of fields, which are no text of the page.
void paint_control(Brush const& brush, Subject const& subject);
/// Backgrounds, borders and marks of everything that holds others.
void paint_container(Brush const& brush, Subject const& subject);
/// A step's circle, its number and the line to the next.
void paint_step(Brush const& brush, Subject const& subject);
/// Lines of tables and of answers to check.
void paint_rules(Brush const& brush, Subject const& subject);
/// The ring around what has the focus and is not shown by the browser.
void paint_focus(Brush const& brush, Subject const& subject);
/// The node's own lines of text, underlined where a link is.
void paint_lines(Brush const& brush, Subject const& subject, std::span<TextLine const> lines, Colour ink, BaselineOf baseline);
/// The lines of a text area's value, within its border.
void paint_area_lines(Brush const& brush, Subject const& subject, std::span<TextLine const> lines, BaselineOf baseline);
/// Colour of a field's value.
[[nodiscard]] Colour value_ink(Subject const& subject, theme::Colours const& colours);

}  // namespace guichet::paint
