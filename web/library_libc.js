// In the C library's place (src/main/web_libc.cpp): what the browser reads, writes and computes of floating point, for emscripten's
// --js-library.
addToLibrary({
  guichet_decimal: (text, size) => Number(String.fromCharCode(...HEAPU8.subarray(text, text + size))),
  guichet_exponential: (number, precision, out) => {
    const text = number.toExponential(precision);
    for (let at = 0; at < text.length; ++at) HEAPU8[out + at] = text.charCodeAt(at);
    return text.length;
  },
  guichet_sin: (angle) => Math.sin(angle),
  guichet_cos: (angle) => Math.cos(angle),
  guichet_acos: (cosine) => Math.acos(cosine),
});
