// How long one call takes, on a machine that others use too: the best of many batches, each long enough for the clock. The
// best is what the code costs; the others say how busy the machine was. As seconds_of() in tests/bench/verdict.cpp.

/// Microseconds of one call. A batch takes at least `batchMs`; the budget of time is `totalMs`, and at least one batch.
export function microsecondsOf(work, { batchMs = 4, totalMs = 400 } = {}) {
  let count = 1;
  for (;;) {
    const start = performance.now();
    for (let each = 0; each < count; ++each) work();
    if (performance.now() - start >= batchMs) break;
    count *= 2;
  }
  let best = Infinity;
  const end = performance.now() + totalMs;
  do {
    const start = performance.now();
    for (let each = 0; each < count; ++each) work();
    best = Math.min(best, (performance.now() - start) / count);
  } while (performance.now() < end);
  return best * 1000;
}
