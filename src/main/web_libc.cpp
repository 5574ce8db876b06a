// What the page takes of the C library's numbers and texts, in its place: the C library's own readers and writers of floating
// point weigh 20 KB in the module (9 KB on the wire), and the browser has them. Only the page's module has this file.
#include <cstdarg>
#include <cstddef>
#include <cstdio>
#include <cstring>

// In web/library_libc.js.
extern "C" {
/// The number that a decimal text is, correctly rounded.
double guichet_decimal(char const* text, int size);
/// The number in scientific notation, correctly rounded, at most 32 characters; answers its length.
int guichet_exponential(double number, int precision, char* out);
double guichet_sin(double angle);
double guichet_cos(double angle);
double guichet_acos(double cosine);
}

namespace {

char const* after_digits(char const* text) {
    while (*text >= '0' && *text <= '9') ++text;
    return text;
}

char const* after_exponent(char const* text) {
    if (*text != 'e' && *text != 'E') return text;
    char const* const digits = text + 1 + (text[1] == '+' || text[1] == '-' ? 1 : 0);
    char const* const end = after_digits(digits);
    return end == digits ? text : end;
}

/// What vsnprintf writes, as far as it has room for it.
struct Out {
    char* text;
    std::size_t room;
    std::size_t written = 0;

    void put(char c) {
        if (written + 1 < room) text[written] = c;
        ++written;
    }
};

}  // namespace

extern "C" {

/// Decimal notation only: no hexadecimal, no « inf », no « nan ».
double strtod(char const* text, char** end) {
    char const* sign = text;
    while (*sign == ' ' || (*sign >= '\t' && *sign <= '\r')) ++sign;
    char const* const digits = sign + (*sign == '+' || *sign == '-' ? 1 : 0);
    char const* at = after_digits(digits);
    bool const any = at != digits;
    if (*at == '.' && (any || after_digits(at + 1) != at + 1)) at = after_digits(at + 1);
    at = at == digits ? text : after_exponent(at);
    if (end != nullptr) *end = const_cast<char*>(at);
    return at == text ? 0 : guichet_decimal(sign, static_cast<int>(at - sign));
}

float strtof(char const* text, char** end) { return static_cast<float>(strtod(text, end)); }

long double strtold(char const* text, char** end) { return strtod(text, end); }

double atof(char const* text) { return strtod(text, nullptr); }

float sinf(float angle) { return static_cast<float>(guichet_sin(angle)); }

float cosf(float angle) { return static_cast<float>(guichet_cos(angle)); }

float acosf(float cosine) { return static_cast<float>(guichet_acos(cosine)); }

/// %d %i %u %x %X %p %c %s %e and %%, with their width, zeros and precision: what is linked here asks for nothing else.
int vsnprintf(char* text, std::size_t room, char const* format, std::va_list values) {
    Out out{text, room};
    for (; *format != '\0'; ++format) {
        if (*format != '%') {
            out.put(*format);
            continue;
        }
        char fill = ' ';
        int width = 0;
        int precision = -1;
        bool wide = false;
        for (++format; *format == '0' || *format == '-' || *format == '+' || *format == ' ' || *format == '#'; ++format) {
            if (*format == '0') fill = '0';
        }
        for (; *format >= '0' && *format <= '9'; ++format) width = width * 10 + (*format - '0');
        if (*format == '.') {
            precision = 0;
            if (*++format == '*') {
                precision = va_arg(values, int);
                ++format;
            }
            for (; *format >= '0' && *format <= '9'; ++format) precision = precision * 10 + (*format - '0');
        }
        for (; *format == 'l' || *format == 'z' || *format == 'h'; ++format) wide = format[0] == 'l' && format[1] == 'l' ? true : wide;
        if (*format == '\0') break;
        if (*format == 's') {
            char const* from = va_arg(values, char const*);
            if (from == nullptr) from = "";
            for (int left = precision; *from != '\0' && left != 0; --left) out.put(*from++);
        } else if (*format == 'c') {
            out.put(static_cast<char>(va_arg(values, int)));
        } else if (std::strchr("diuxXp", *format) != nullptr) {
            bool const is_signed = *format == 'd' || *format == 'i';
            long long number = 0;
            if (wide)
                number = va_arg(values, long long);
            else if (is_signed)
                number = va_arg(values, int);
            else
                number = va_arg(values, unsigned);
            bool const negative = is_signed && number < 0;
            auto left = negative ? 0ULL - static_cast<unsigned long long>(number) : static_cast<unsigned long long>(number);
            unsigned const base = is_signed || *format == 'u' ? 10 : 16;
            char digits[24];
            int count = 0;
            for (; left != 0 || count == 0; left /= base)
                digits[count++] = (*format == 'X' ? "0123456789ABCDEF" : "0123456789abcdef")[left % base];
            while (count < precision && count < 23) digits[count++] = '0';
            if (negative && fill == '0') {
                out.put('-');
                --width;
            }
            if (negative && fill != '0') digits[count++] = '-';
            for (int more = count; more < width; ++more) out.put(fill);
            while (count > 0) out.put(digits[--count]);
        } else if (*format == 'e') {
            char digits[32];
            int const count = guichet_exponential(va_arg(values, double), precision < 0 ? 6 : precision > 20 ? 20 : precision, digits);
            for (int at = 0; at < count; ++at) out.put(digits[at]);
        } else {
            out.put(*format);
        }
    }
    if (room > 0) text[out.written < room ? out.written : room - 1] = '\0';
    return static_cast<int>(out.written);
}

int snprintf(char* text, std::size_t room, char const* format, ...) {
    std::va_list values;
    va_start(values, format);
    int const written = vsnprintf(text, room, format, values);
    va_end(values);
    return written;
}

}  // extern "C"
