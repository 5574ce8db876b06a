// Making and ending answers by the hundred: to be fast in the page too (CMakeLists.txt).
#include <algorithm>
#include <memory>
#include <type_traits>
#include <variant>

#include "dossier/dossier.hpp"

namespace guichet {

namespace {

Answer* room_for(std::size_t count) { return count == 0 ? nullptr : std::allocator<Answer>().allocate(count); }

template <class... Kinds>
constexpr bool is_all_given_back(std::type_identity<std::variant<Kinds...>>) {
    return ((std::is_trivially_destructible_v<Kinds> || std::is_same_v<Kinds, std::string> || std::is_same_v<Kinds, TextList>) && ...);
}
static_assert(is_all_given_back(std::type_identity<decltype(Answer::value)>{}));

/// Gives back what the answer holds. The variant's own destructor goes through a table, each time.
void give_back(Answer& answer) {
    if (auto* const text = std::get_if<std::string>(&answer.value)) {
        std::destroy_at(text);
    } else if (auto* const list = std::get_if<TextList>(&answer.value)) {
        std::destroy_at(list);
    }
    std::destroy_at(&answer.typed);
}

}  // namespace

AnswerSlots::AnswerSlots(std::size_t count) : first_(room_for(count)), size_(count) { std::uninitialized_value_construct_n(first_, count); }

AnswerSlots::AnswerSlots(AnswerSlots const& other) : first_(room_for(other.size_)), size_(other.size_) {
    std::uninitialized_copy_n(other.first_, size_, first_);
}

AnswerSlots& AnswerSlots::operator=(AnswerSlots other) noexcept {
    std::swap(first_, other.first_);
    std::swap(size_, other.size_);
    return *this;
}

AnswerSlots::~AnswerSlots() {
    for (Answer& answer : *this) give_back(answer);
    if (first_ != nullptr) std::allocator<Answer>().deallocate(first_, size_);
}

bool operator==(AnswerSlots const& a, AnswerSlots const& b) { return std::ranges::equal(a, b); }

}  // namespace guichet
