// @ts-check
// One stream of events for the whole browser: the page that holds the lock listens and tells the others. Values that may be old say so.
import { refresh } from './fragment.js';

const QUIET = 15_000;
const LEAST_BETWEEN = 1_000;
const PROJECTED_FOR = 60_000; // what is projected to now is looked up again

const link = /** @type {HTMLElement} */ (document.getElementById('link'));
const channel = new BroadcastChannel('cisterna-events');
let heard = performance.now();
let state = '';
let locked = -Infinity;
/** @type {EventSource | null} */
let stream = null;
/** @type {((value?: unknown) => void) | null} */
let letGo = null;

/** @param {'live' | 'stale' | 'lost'} now */
function show(now) {
  if (now === state) return;
  state = now;
  document.body.dataset.link = now;
  document.body.toggleAttribute('data-stale', now !== 'live');
  link.textContent = link.dataset['words' + now[0].toUpperCase() + now.slice(1)] || '';
}

let wanted = false;
let last = performance.now();
async function changed() {
  if (wanted || !document.querySelector('[data-live][id]')) return;
  wanted = true;
  await new Promise((go) => setTimeout(go, Math.max(0, last + LEAST_BETWEEN - performance.now())));
  wanted = false;
  last = performance.now();
  try {
    await refresh(location.pathname + location.search);
  } catch {
    show('lost');
  }
}

/** Whether this page shows that pump, in an older revision. @param {{pump: string, revision: number}} event */
function concerns(event) {
  if (document.querySelector('[data-live="all"]')) return true;
  const about = document.querySelector(`[data-pump="${CSS.escape(event.pump)}"]`);
  if (about && Number(about.getAttribute('data-revision')) < event.revision) {
    document.querySelectorAll('[data-moved]').forEach((note) => note.removeAttribute('hidden'));
    return true;
  }
  return false;
}

/** @param {{kind: string, data: any}} message */
function take(message) {
  const silent = state === 'lost' || performance.now() - heard > QUIET;
  heard = performance.now();
  show('live');
  const { kind, data } = message;
  if (kind === 'beat') {
    for (const [id, text] of Object.entries({ 'pump-time': data.pumpTime, 'pump-speed': data.speed, 'pump-state': data.state, 'clock-set': data.clock })) {
      const element = document.getElementById(id);
      if (element && element.textContent !== text) element.textContent = text;
    }
    if (performance.now() - locked > LEAST_BETWEEN) document.body.toggleAttribute('data-locked', false);
    if (silent || performance.now() - last > PROJECTED_FOR) changed();
  } else if (kind === 'lost') {
    show('lost');
  } else if (kind === 'locked') {
    // the page and what was typed stay; whose pump it is does not
    locked = performance.now();
    document.body.toggleAttribute('data-locked', true);
    link.textContent = link.dataset.wordsLocked || '';
  } else if (kind === 'pump') {
    if (concerns(data)) changed();
  } else if (kind === 'step') {
    const about = document.querySelector(`[data-step="${CSS.escape(data.pump)}"]`);
    if (about) about.textContent = data.words;
  } else if (document.querySelector(`[data-live="${kind}"]`)) {
    changed();
  }
}

/** What the stream said last of the clock, for a page that comes later. @type {any} */
let beat = null;

/** @param {string} kind @param {any} data */
function tell(kind, data) {
  if (kind === 'beat') beat = data;
  channel.postMessage({ kind, data });
  take({ kind, data });
}

function listen() {
  stream = new EventSource('/events');
  for (const kind of ['beat', 'pump', 'drivers', 'conformance', 'step', 'locked']) {
    stream.addEventListener(kind, (event) => tell(kind, JSON.parse(/** @type {MessageEvent} */ (event).data)));
  }
  stream.onerror = () => {
    channel.postMessage({ kind: 'lost', data: {} });
    show('lost');
    if (stream && stream.readyState === EventSource.CLOSED) setTimeout(() => letGo && listen(), 5_000);
  };
}

function join() {
  if (!navigator.locks) {
    letGo = () => undefined;
    listen();
    return;
  }
  navigator.locks.request('cisterna-events', () => new Promise((resolve) => {
    letGo = resolve;
    listen();
  }));
}

function leave() {
  stream?.close();
  stream = null;
  letGo?.();
  letGo = null;
}

channel.onmessage = (event) => {
  if (event.data.kind !== 'hello') take(event.data);
  else if (stream && beat && state === 'live') channel.postMessage({ kind: 'beat', data: beat });
};
// a page kept in the browser's memory must hold neither stream nor lock
addEventListener('pagehide', leave);
addEventListener('pageshow', (event) => {
  if (event.persisted) {
    join();
    changed();
  }
});
setInterval(() => {
  if (performance.now() - heard > QUIET && state !== 'lost') show('stale');
}, 1_000);
if (document.body.dataset.live === 'yes') {
  join();
  channel.postMessage({ kind: 'hello' }); // another page that listens may answer before the next beat
}
