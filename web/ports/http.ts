// Requests over the network. Retries and what an answer means are decided in C++; here are only time-outs, cancelling
// and progress. Credentials go to our own origin only.

import { confine } from "../confine";
import { message, send } from "../module";
import { stored } from "./store";

/** What the page fetches before it sends anything. */
const configuration = "config.json";

const running = new Map<number, () => void>();

/** guichet::event::HttpFailed::Why */
const why = { network: 0, timeout: 1, aborted: 2 };

const failed = (id: number, reason: number): void => send(message("http_failed").number(id).number(reason));

/** Retry-After in seconds, plus one; 0: none. */
const retryAfter = (value: string | null): number => {
  if (value === null || value.trim() === "") return 0;
  const seconds = Number(value);
  if (Number.isFinite(seconds)) return Math.max(0, Math.ceil(seconds)) + 1;
  const date = Date.parse(value);
  return Number.isNaN(date) ? 0 : Math.max(0, Math.ceil((date - Date.now()) / 1000)) + 1;
};

const answered = (id: number, status: number, body: string, type: string | null, retry: string | null): void =>
  send(message("http_answered").number(id).number(status).text(body).text(type ?? "").number(retryAfter(retry)));

export interface Request {
  method: string;
  url: string;
  headers: [string, string][];
  body: string;
  timeout: number;
}

export const http = (id: number, { method, url, headers, body, timeout }: Request): void => {
  const controller = new AbortController();
  let reason = why.network;
  const stop = (because: number): void => {
    reason = because;
    controller.abort();
  };
  const timer = setTimeout(() => stop(why.timeout), timeout);
  running.set(id, () => stop(why.aborted));
  void (async () => {
    try {
      const response = await fetch(url, {
        method, headers, signal: controller.signal, credentials: "same-origin", redirect: "error", cache: "no-store",
        referrerPolicy: "no-referrer", ...(body === "" ? {} : { body }),
      });
      const text = await response.text();
      if (url === configuration && response.ok) confine(text);
      answered(id, response.status, text, response.headers.get("content-type"), response.headers.get("retry-after"));
    } catch {
      failed(id, reason);
    } finally {
      clearTimeout(timer);
      running.delete(id);
    }
  })();
};

/** XMLHttpRequest, since fetch tells nothing of how much has been sent. */
export const sendFile = (id: number, { method, url, headers, timeout }: Request, sha256: string): void => {
  const xhr = new XMLHttpRequest();
  let stopped = false;
  const end = (act: () => void) => () => {
    running.delete(id);
    act();
  };
  running.set(id, () => {
    stopped = true;
    xhr.abort();
    end(() => failed(id, why.aborted))();
  });
  void stored(sha256).then((blob) => {
    if (stopped) return;
    if (!blob) {
      // It is no longer on this device: no network brings it back.
      end(() => failed(id, why.aborted))();
      return;
    }
    xhr.open(method, url);
    for (const [name, value] of headers) xhr.setRequestHeader(name, value);
    xhr.timeout = timeout;
    let last = 0;
    xhr.upload.onprogress = ({ loaded, total }) => {
      // Enough for a bar, few enough not to make a frame each.
      if (loaded < total && performance.now() - last < 100) return;
      last = performance.now();
      send(message("send_progress").number(id).number(loaded).number(total));
    };
    xhr.onload = end(() =>
      answered(id, xhr.status, xhr.responseText, xhr.getResponseHeader("content-type"), xhr.getResponseHeader("retry-after")));
    xhr.onerror = end(() => failed(id, why.network));
    xhr.ontimeout = end(() => failed(id, why.timeout));
    xhr.send(blob);
  });
};

export const abort = (id: number): void => running.get(id)?.();
