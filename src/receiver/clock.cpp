#include "receiver/clock.hpp"

#include <array>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <exception>

namespace guichet::receiver {
namespace {

struct Now {
    std::chrono::year_month_day date;
    std::chrono::hh_mm_ss<std::chrono::milliseconds> time;
    std::chrono::weekday weekday;
};

Now utc_now(std::chrono::seconds later = {}) {
    using namespace std::chrono;
    auto const now = floor<milliseconds>(system_clock::now()) + later;
    auto const day = floor<days>(now);
    return {year_month_day(day), hh_mm_ss<milliseconds>(now - day), weekday(day)};
}

}  // namespace

std::string instant_now() { return instant_in({}); }

std::string instant_in(std::chrono::seconds from_now) {
    auto const now = utc_now(from_now);
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02ld:%02ld:%02ld.%03ldZ", static_cast<int>(now.date.year()),
                  static_cast<unsigned>(now.date.month()), static_cast<unsigned>(now.date.day()),
                  static_cast<long>(now.time.hours().count()), static_cast<long>(now.time.minutes().count()),
                  static_cast<long>(now.time.seconds().count()), static_cast<long>(now.time.subseconds().count()));
    return text.data();
}

Date today_in_france() {
    using namespace std::chrono;
    try {
        auto const local = zoned_time("Europe/Paris", system_clock::now()).get_local_time();
        return {static_cast<std::int32_t>(floor<days>(local).time_since_epoch().count())};
    } catch (std::exception const&) {
        std::time_t const now = std::time(nullptr);
        std::tm parts{};
        localtime_r(&now, &parts);
        return date_from_civil(parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday).value_or(Date{});
    }
}

std::string moment_for_people() {
    using namespace std::chrono;
    auto const now = floor<minutes>(system_clock::now());
    auto const written = [](auto local, char const* zone) {
        year_month_day const date(floor<days>(local));
        hh_mm_ss const time(local - floor<days>(local));
        std::array<char, 64> text{};
        std::snprintf(text.data(), text.size(), "%02u/%02u/%04d à %02ld:%02ld, %s", static_cast<unsigned>(date.day()),
                      static_cast<unsigned>(date.month()), static_cast<int>(date.year()), static_cast<long>(time.hours().count()),
                      static_cast<long>(time.minutes().count()), zone);
        return std::string(text.data());
    };
    try {
        return written(zoned_time("Europe/Paris", now).get_local_time(), "heure de Paris");
    } catch (std::exception const&) { return written(now, "UTC"); }
}

std::string http_date_now() {
    constexpr std::array days = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    auto const now = utc_now();
    std::array<char, 40> text{};
    std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02ld:%02ld:%02ld GMT", days[now.weekday.c_encoding()],
                  static_cast<unsigned>(now.date.day()), months[static_cast<unsigned>(now.date.month()) - 1],
                  static_cast<int>(now.date.year()), static_cast<long>(now.time.hours().count()),
                  static_cast<long>(now.time.minutes().count()), static_cast<long>(now.time.seconds().count()));
    return text.data();
}

}  // namespace guichet::receiver
