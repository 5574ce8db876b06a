// Where requests may go: to this site and to what its config.json names. The browser itself refuses all else from then on.

/** The origins that a configuration names, wherever it names them. */
const originsIn = (config: string): Set<string> => {
  const origins = new Set<string>();
  JSON.parse(config, (_, value: unknown) => {
    const origin = typeof value === "string" && /^https?:\/\/[^/?#\s,;']+/i.exec(value);
    if (origin) origins.add(origin[0]);
    return value;
  });
  return origins;
};

export const confine = (config: string): void => {
  const policy = document.createElement("meta");
  policy.httpEquiv = "Content-Security-Policy";
  try {
    policy.content = ["connect-src 'self'", ...originsIn(config)].join(" ");
  } catch {
    // The configuration of a site that has none sends nowhere.
    policy.content = "connect-src 'self'";
  }
  document.head.append(policy);
};
