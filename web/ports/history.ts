// The address's hash is the route. Going somewhere ourselves is not told back.

import { hasten } from "../frames";
import { message, send } from "../module";

let current = location.hash;

export const route = (): string => current;

export const go = (hash: string, replace: boolean): void => {
  if (hash === current) return;
  const rest = hash || location.pathname + location.search;
  // The folder of the page stays; only the hash changes.
  if (replace) history.replaceState(null, "", rest);
  else history.pushState(null, "", rest);
  current = location.hash; // as the browser spells it
};

export const followHistory = (): void => {
  current = location.hash; // it may have changed while the module was on its way
  const changed = (): void => {
    if (location.hash === current) return;
    current = location.hash;
    send(message("route_changed").text(current));
    hasten();
  };
  addEventListener("hashchange", changed);
  addEventListener("popstate", changed);
};
