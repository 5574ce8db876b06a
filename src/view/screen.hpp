// What the view gives: the tree, and what each action of it means to the application.
#pragma once

#include <string>
#include <vector>

#include "app/message.hpp"
#include "app/model.hpp"
#include "view/node.hpp"

namespace guichet {

struct Screen {
    Node root;                      ///< children: skip link, header, main, footer, dialog (if any), toasts
    std::vector<Message> actions;   ///< index 0 is unused; a text or files that come with the event are put in by `with_text`
    std::string title;              ///< of the page
};

/// Pure. The whole screen of a model.
[[nodiscard]] Screen view(Model const& model);

}  // namespace guichet
