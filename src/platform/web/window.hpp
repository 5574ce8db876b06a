// SDL2's window and its WebGL2 context over the page's canvas, and nothing else of SDL: its events are never polled, no key is
// listened to, and the canvas keeps the size that the page gives it.
#pragma once

namespace guichet {

/// Makes window and context. False when this browser has no WebGL2; may be asked once.
[[nodiscard]] bool open_window();

/// Empties the picture: transparent everywhere.
void clear_window();

}  // namespace guichet
