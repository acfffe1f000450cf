// @ts-check
// Checks an export or an incident file of the ledger, here, from its bytes and a public key. Takes nothing from anybody and sends nothing.

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const bytesOf = (/** @type {string} */ text) => new TextEncoder().encode(text);
const NOTICE = 'Simulated pumps. Not a medical device, not evidence about any patient.';

/** What is wrong, in words; with the entry where there is one. */
class Bad extends Error {}
const inWords = (/** @type {any} */ bad) => bad instanceof Bad ? bad.message : 'something that every file of the ledger has is missing, or is of another kind';
/** @param {boolean} good @param {string} words */
const need = (good, words) => { if (!good) throw new Bad(words); };

/** @param {...Uint8Array} parts */
async function sha256(...parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) { all.set(part, at); at += part.length; }
  return new Uint8Array(await crypto.subtle.digest('SHA-256', all));
}
const leafOf = (/** @type {Uint8Array} */ record) => sha256(Uint8Array.of(0), record);
const nodeOf = (/** @type {Uint8Array} */ left, /** @type {Uint8Array} */ right) => sha256(Uint8Array.of(1), left, right);
const hex = (/** @type {Uint8Array} */ bytes) => [...bytes].map((each) => each.toString(16).padStart(2, '0')).join('');
const same = (/** @type {Uint8Array} */ a, /** @type {Uint8Array} */ b) => a.length === b.length && a.every((each, i) => each === b[i]);

/** Base64 in the one way in which it is written here. @param {string} text */
function decoded(text) {
  let binary;
  try { binary = atob(text); } catch { throw new Bad('what should be Base64 is not'); }
  need(btoa(binary) === text, 'Base64 is written in another way than files have it');
  return Uint8Array.from(binary, (each) => each.charCodeAt(0));
}

/** Canonical JSON (RFC 8785) of whole numbers. @param {any} value @returns {string} */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  return `{${Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
}
/** Reads a line that is canonical JSON. @param {Uint8Array} line @param {string} what @param {string[]} [names] @returns {any} */
function read(line, what, names) {
  let text, value;
  try { text = utf8.decode(line); value = JSON.parse(text); } catch { throw new Bad(`${what} is no JSON`); }
  need(canonical(value) === text, `${what} is not in canonical form`);
  if (names) need(Object.keys(value).sort().join() === names.join(), `${what} has not the members ${names.join(', ')}`);
  return value;
}
/** @param {Uint8Array} file */
function linesOf(file) {
  const lines = [];
  let start = 0;
  for (let at = file.indexOf(10); at >= 0; at = file.indexOf(10, start)) {
    lines.push(file.subarray(start, at));
    start = at + 1;
  }
  need(start === file.length, 'The last line does not end: the file was cut off, or something was put behind it');
  need(lines.length > 1, 'The file has no last line with hashes: it was cut off, or is none of the ledger');
  return lines;
}

/** Whether signatures can be checked here at all: test 1 of RFC 8032. Where not, nothing is said of any file. */
async function canVerify() {
  try {
    const key = decoded('11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=');
    const signature = decoded('5VZDAMNgrHKQhuLMgG6CioSHfx645dl02HPgZSJJAVVfuIIVkKM7rMYeOXAc+bRr0lv18FlbviRlUUFDjnoQCw==');
    const verifier = await crypto.subtle.importKey('raw', key, { name: 'Ed25519' }, false, ['verify']);
    return await crypto.subtle.verify({ name: 'Ed25519' }, verifier, signature, new Uint8Array(0));
  } catch { return false; }
}

/** The signed checkpoint; nothing else may stand in it. @param {string} note @param {string} named the verifier key */
async function checkpointOf(note, named) {
  const [name, id, ...rest] = named.split('+');
  const key = decoded(rest.join('+'));
  need(key.length === 33 && key[0] === 1 && hex((await sha256(bytesOf(`${name}\n`), key)).slice(0, 4)) === id, `${named} is no verifier key`);
  const [origin, size, root, empty, line, end, ...more] = note.split('\n');
  need(empty === '' && end === '' && more.length === 0 && /^(0|[1-9][0-9]{0,15})$/.test(size) && line.startsWith(`— ${name} `), 'The checkpoint is not in its form, or is not signed by this key');
  const signature = decoded(line.slice(name.length + 3));
  need(signature.length === 68 && hex(signature.slice(0, 4)) === id, 'The checkpoint is not signed by this key');
  const verifier = await crypto.subtle.importKey('raw', key.slice(1), { name: 'Ed25519' }, false, ['verify']);
  const body = bytesOf(`${origin}\n${size}\n${root}\n`);
  need(await crypto.subtle.verify({ name: 'Ed25519' }, verifier, signature.slice(4), body), 'The checkpoint is not signed by this key: it was changed, or this is the log of another key');
  need(origin.startsWith(`${name}/`), `The checkpoint is that of the log ${origin}, which is not this key's`);
  return { origin, size: Number(size), root: decoded(root), rootText: root };
}

/** The root over the entries of some ranges and the hashes of all other subtrees. @param {number} size @param {{from: number, until: number}[]} ranges @param {Uint8Array[]} leaves @param {Uint8Array[]} hashes */
async function rootOf(size, ranges, leaves, hashes) {
  let leaf = 0;
  let other = 0;
  /** @param {number} start @param {number} end @returns {Promise<Uint8Array>} */
  async function subtree(start, end) {
    const without = !ranges.some((each) => each.from < end && start < each.until);
    if (without) return hashes[other++] || new Uint8Array(32);
    if (end - start === 1) return leaves[leaf++];
    let half = 1;
    while (half * 2 < end - start) half *= 2;
    const left = await subtree(start, start + half);
    return nodeOf(left, await subtree(start + half, end));
  }
  const root = await subtree(0, size);
  return leaf === leaves.length && other === hashes.length ? root : new Uint8Array(32);
}

/** One log's part of an export. @param {Uint8Array[]} lines @param {string} key @param {string} old how the checkpoint must begin, after the next log @param {string[]} findings */
async function part(lines, key, old, findings) {
  const first = read(lines[0], 'The first line', ['checkpoint', 'entries', 'format', 'key', 'notice', 'ranges']);
  const last = read(lines[lines.length - 1], 'The last line', ['format', 'hashes', 'leaves']);
  need(first.format === 'cisterna-export/1' && last.format === 'cisterna-export-proof/1' && first.notice === NOTICE, 'The file is no export of this form, or was cut off');
  need(!key || key === first.key, `The file names the key ${first.key}, which is not the one you gave`);
  const head = await checkpointOf(first.checkpoint, first.key);
  need(first.checkpoint.startsWith(old), `The checkpoint of ${head.origin} is not the one that the next log goes on from`);
  /** @type {number[]} */
  const indices = [];
  let end = 0;
  for (const range of first.ranges) {
    need(Object.keys(range).sort().join() === 'from,until' && Number.isInteger(range.from) && Number.isInteger(range.until)
      && range.from >= end && range.until > range.from && range.until <= head.size, 'The ranges do not ascend or leave the log');
    for (let i = range.from; i < range.until; i++) indices.push(i);
    end = range.until;
  }
  const records = lines.slice(1, -1);
  need(records.length === indices.length && last.leaves.length === indices.length && first.entries === indices.length,
    `The first line names ${indices.length} entries, there are ${records.length}`);
  const listed = last.leaves.map(decoded);
  const hashes = last.hashes.map(decoded);
  const leaves = await Promise.all(records.map(leafOf));
  if (!same(await rootOf(head.size, first.ranges, leaves, hashes), head.root)) {
    const wrong = indices.filter((_, i) => !same(leaves[i], listed[i]));
    wrong.forEach((index) => findings.push(`Entry ${index} is not the one that was signed.`));
    if (!wrong.length) findings.push('Entries and hashes do not lead to the signed root: they are not of this log, or stand at other places in it.');
  } else if (!leaves.every((leaf, i) => same(leaf, listed[i]))) {
    findings.push('The hashes in the last line are not those of the entries; the entries themselves are good.');
  }
  const entries = new Map();
  /** @type {any} */
  let created = {};
  let before = { houseTime: '', pumpTime: '', step: -1 };
  records.forEach((record, i) => {
    if (!same(leaves[i], listed[i])) return;
    try {
      const envelope = read(record, 'The entry');
      need(envelope.v === 1, `its envelope has version ${envelope.v}, this page reads 1: take a newer one`);
      const step = indices[i] ? envelope.sequence - indices[i] : -1;
      need(`${envelope.node}/${envelope.log}` === head.origin, 'it comes from another log');
      need(before.step < 0 || step === before.step, 'its number does not follow');
      need(envelope.houseTime >= before.houseTime && envelope.pumpTime >= before.pumpTime, 'time goes back');
      before = { houseTime: envelope.houseTime, pumpTime: envelope.pumpTime, step };
      entries.set(envelope.sequence, envelope.entry);
      if (indices[i] === 0) created = envelope.entry.body;
    } catch (bad) {
      findings.push(`Entry ${indices[i]}: ${inWords(bad)}.`);
    }
  });
  return { entries, created, words: `${records.length} of ${head.size} entries of ${head.origin}, root ${head.rootText}, key ${first.key}` };
}

/** An export: a part for each log; the first entry of each log names checkpoint and key of the one before. @param {Uint8Array[]} lines @param {string} key @param {string[]} findings */
async function exported(lines, key, findings) {
  const parts = [];
  for (let start = 0; start < lines.length;) {
    const entries = read(lines[start], 'The first line').entries;
    need(Number.isInteger(entries) && entries >= 0 && start + entries + 2 <= lines.length, 'Lines are missing: the file was cut off');
    parts.push(lines.slice(start, start + entries + 2));
    start += entries + 2;
  }
  const all = new Map();
  const words = [];
  let [with_, old] = [key, ''];
  for (let i = parts.length - 1; i >= 0; i--) {
    const said = await part(parts[i], with_, old, findings);
    said.entries.forEach((entry, number) => all.set(number, entry));
    words.unshift(said.words);
    need(i === 0 || Boolean(said.created.oldCheckpoint), 'The parts of older logs are not proven: the first entry of a newer log is missing');
    if (i) [with_, old] = [said.created.oldKey, said.created.oldCheckpoint.split('\n\n')[0] + '\n\n'];
  }
  return { entries: all, words: words.join('; '), own: !key };
}

/** An incident file: an export, and the files that its entries name. @param {Uint8Array[]} lines @param {string} key @param {string[]} findings */
async function incident(lines, key, findings) {
  const first = read(lines[0], 'The first line', ['entry', 'exportLines', 'files', 'format', 'notice']);
  need(first.format === 'cisterna-incident/1' && first.notice === NOTICE, 'The file is no incident file of this form');
  need(first.exportLines > 1 && first.files > 0 && lines.length === 1 + first.exportLines + first.files, 'Lines are missing, or were put in');
  const held = await exported(lines.slice(1, 1 + first.exportLines), key, findings);
  const files = new Map();
  for (const line of lines.slice(1 + first.exportLines)) {
    const file = read(line, 'The line of a file', ['bytes', 'digest']);
    need(!files.has(file.digest), `The file ${file.digest} stands there twice`);
    const bytes = decoded(file.bytes);
    files.set(file.digest, { bytes, good: `sha256:${hex(await sha256(bytes))}` === file.digest });
  }
  const made = held.entries.get(first.entry);
  need(made && made.type === 'audit.incident', `Entry ${first.entry}, which says that this file was made, is not proven`);
  const named = files.get(made.evidence[0]);
  need(named && named.good, 'The list of what is in the file is not the one that was entered');
  const list = read(named.bytes, 'The list of what is in the file');
  need(['pump', 'from', 'until', 'reason'].every((name) => list[name] === made.body[name]), 'The list says something else than the entry');
  need([made.evidence[0], ...list.files].join() === [...files.keys()].join(), 'The files are not those of the list');
  for (const [index, entry] of held.entries) {
    for (const digest of entry.evidence || []) {
      const file = files.get(digest);
      if (!file) findings.push(`Entry ${index}: lost evidence, the file ${digest} is not there.`);
      else if (!file.good) findings.push(`Entry ${index}: lost evidence, the file ${digest} is no longer what it was.`);
    }
  }
  return { ...held, words: `${held.words}; pump ${list.pump}, ${list.from} to ${list.until}, ${list.files.length} files` };
}

/** @param {Uint8Array} file @param {string} key */
async function check(file, key) {
  /** @type {string[]} */
  const findings = [];
  if (!await canVerify()) {
    return { words: 'NOT CHECKED: this browser cannot check Ed25519 signatures, so nothing is said of the file. Take a newer browser, or ./cisterna verify FILE --key KEY.', findings };
  }
  try {
    const lines = linesOf(file);
    const isIncident = new TextDecoder().decode(lines[0].slice(0, 4096)).includes('"format":"cisterna-incident/');
    const said = await (isIncident ? incident : exported)(lines, key, findings);
    const own = said.own ? ' It was checked with the key that stands in it: compare that with one you trust.' : '';
    if (!findings.length) return { words: `GOOD: ${said.words}. It proves what stands in it, not that nothing was left out.${own}`, findings };
  } catch (bad) {
    findings.unshift(`${inWords(bad)}.`);
  }
  return { words: `NOT GOOD: ${findings.length === 1 ? 'one finding' : `${findings.length} findings`}. The first one: ${findings[0]}`, findings };
}

const panel = document.querySelector('[data-check]');
const result = panel?.querySelector('[data-check-result]');
if (panel && result && crypto.subtle) {
  panel.querySelector('[data-check-none]')?.setAttribute('hidden', '');
  panel.querySelector('[data-check-act]')?.removeAttribute('hidden');
  panel.querySelector('button')?.addEventListener('click', async () => {
    const picked = /** @type {HTMLInputElement} */ (panel.querySelector('[type=file]')).files?.[0];
    const key = /** @type {HTMLInputElement} */ (panel.querySelector('[type=text]')).value.trim();
    const list = panel.querySelector('[data-check-findings]');
    list?.replaceChildren();
    result.textContent = picked ? '…' : 'Pick a file first.';
    if (!picked) return;
    const { words, findings } = await check(new Uint8Array(await picked.arrayBuffer()), key);
    result.textContent = words;
    findings.slice(0, 100).forEach((each) => {
      const item = document.createElement('li');
      item.textContent = each;
      list?.append(item);
    });
  });
}
