// What the page's own counters (window.__guichet) say frame by frame: they keep only the last patch, layout and painting,
// and a change of page may have several. Watching asks for animation frames, never for a frame of the page's.

/// Starts watching; survives until the page is left.
export function watch(page) {
  return page.evaluate(() => {
    let last = window.__guichet.figures();
    // How long the page's own work in an animation frame takes: the counters know three parts of it only.
    const ask = window.requestAnimationFrame.bind(window);
    let whole = 0;
    window.requestAnimationFrame = (work) => ask((time) => {
      const start = performance.now();
      work(time);
      whole += performance.now() - start;
    });
    window.benchSamples = [];
    const look = () => {
      const now = window.__guichet.figures();
      if (now.patches > last.patches || now.layouts > last.layouts || now.frames > last.frames) {
        window.benchSamples.push({
          mirror: now.patches > last.patches ? now.mirrorMs : 0,
          layout: now.layouts > last.layouts ? now.layoutMs : 0,
          paint: now.frames > last.frames ? now.paintMs : 0,
          whole,
          frames: now.frames - last.frames,
        });
      }
      whole = 0;
      last = now;
      ask(look);
    };
    ask(look);
  });
}

/// The samples since the last call: { mirror, layout, paint (ms), frames } of each animation frame that did something.
export function sampled(page) {
  return page.evaluate(() => window.benchSamples.splice(0));
}
