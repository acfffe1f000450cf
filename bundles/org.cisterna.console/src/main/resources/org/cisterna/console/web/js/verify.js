// @ts-check
// Computes the ledger's hashes again, here: the server's word is not needed. RFC 6962 trees, C2SP tiles and checkpoints.

const WIDTH = 256;
const text = new TextEncoder();

/** @param {...Uint8Array} parts */
async function sha256(...parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return new Uint8Array(await crypto.subtle.digest('SHA-256', all));
}
/** @param {Uint8Array} record */
const leafOf = (record) => sha256(Uint8Array.of(0), record);
/** @param {Uint8Array} left @param {Uint8Array} right */
const nodeOf = (left, right) => sha256(Uint8Array.of(1), left, right);
/** @param {Uint8Array} bytes */
const hex = (bytes) => [...bytes].map((each) => each.toString(16).padStart(2, '0')).join('');
/** @param {string} digits */
const bytesOf = (digits) => Uint8Array.from(digits.match(/../g) || [], (each) => parseInt(each, 16));
/** @param {string} base64 */
const decoded = (base64) => Uint8Array.from(atob(base64), (each) => each.charCodeAt(0));

/** The root over leaves, kept as one hash for each full subtree. @param {Uint8Array[]} leaves */
async function rootOf(leaves) {
  /** @type {{hash: Uint8Array, size: number}[]} */
  const stack = [];
  for (const leaf of leaves) {
    stack.push({ hash: leaf, size: 1 });
    while (stack.length > 1 && stack[stack.length - 1].size === stack[stack.length - 2].size) {
      const right = /** @type {any} */ (stack.pop());
      const left = /** @type {any} */ (stack.pop());
      stack.push({ hash: await nodeOf(left.hash, right.hash), size: left.size * 2 });
    }
  }
  while (stack.length > 1) {
    const right = /** @type {any} */ (stack.pop());
    const left = /** @type {any} */ (stack.pop());
    stack.push({ hash: await nodeOf(left.hash, right.hash), size: left.size + right.size });
  }
  return stack.length ? stack[0].hash : sha256();
}

/** The root that a proof leads to. @param {Uint8Array} leaf @param {number} index @param {number} size @param {Uint8Array[]} path */
async function climbed(leaf, index, size, path) {
  let hash = leaf;
  let here = index;
  let last = size - 1;
  for (const step of path) {
    if (last === 0) throw new Error('the proof is too long');
    if (here % 2 === 1 || here === last) {
      hash = await nodeOf(step, hash);
      while (here % 2 === 0 && here !== 0) {
        here = Math.floor(here / 2);
        last = Math.floor(last / 2);
      }
    } else {
      hash = await nodeOf(hash, step);
    }
    here = Math.floor(here / 2);
    last = Math.floor(last / 2);
  }
  if (last !== 0) throw new Error('the proof is too short');
  return hash;
}

/** @param {string} note */
function checkpointOf(note) {
  const end = note.indexOf('\n\n');
  const [origin, size, root] = note.slice(0, end).split('\n');
  return { origin, size: Number(size), root: hex(decoded(root)), body: note.slice(0, end + 1), signatures: note.slice(end + 2) };
}

/** Whether a signature is that of the key which the log's first entry names. @param {ReturnType<typeof checkpointOf>} checkpoint @param {string} named */
async function isSigned(checkpoint, named) {
  const [name, , ...rest] = named.split('+');
  const key = decoded(rest.join('+'));
  const line = checkpoint.signatures.split('\n').find((each) => each.startsWith(`— ${name} `));
  if (!line || key[0] !== 1) return false;
  const signature = decoded(line.slice(line.lastIndexOf(' ') + 1)).slice(4);
  const verifier = await crypto.subtle.importKey('raw', key.slice(1), { name: 'Ed25519' }, false, ['verify']);
  return crypto.subtle.verify({ name: 'Ed25519' }, verifier, signature, text.encode(checkpoint.body));
}

/** @param {string} address */
async function fetched(address) {
  const answer = await fetch(address, { headers: { 'Cisterna-Background': 'yes' }, cache: 'no-store' });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return new Uint8Array(await answer.arrayBuffer());
}

/** @param {number} number @param {number} width */
const tilePath = (number, width) => {
  let name = String(number % 1000).padStart(3, '0');
  for (let rest = Math.floor(number / 1000); rest > 0; rest = Math.floor(rest / 1000)) name = `x${String(rest % 1000).padStart(3, '0')}/${name}`;
  return width === WIDTH ? name : `${name}.p/${width}`;
};

/** @param {Uint8Array} bundle */
function recordsOf(bundle) {
  const records = [];
  for (let at = 0; at + 2 <= bundle.length;) {
    const length = bundle[at] * 256 + bundle[at + 1];
    records.push(bundle.slice(at + 2, at + 2 + length));
    at += 2 + length;
  }
  return records;
}

/** @param {HTMLElement} panel @param {(name: string, ...values: (string | number)[]) => string} words */
async function wholeTree(panel, words) {
  const began = performance.now();
  const shard = panel.dataset.shard || '';
  const checkpoint = checkpointOf(new TextDecoder().decode(await fetched(`/ledger/${shard}/checkpoint`)));
  const leaves = [];
  let key = '';
  for (let number = 0; number * WIDTH < checkpoint.size; number++) {
    const width = Math.min(WIDTH, checkpoint.size - number * WIDTH);
    const records = recordsOf(await fetched(`/ledger-view/entries/${shard}/${number}/${width}`));
    if (records.length < width) return words('short', checkpoint.size, number * WIDTH + records.length);
    const tile = await fetched(`/ledger/${shard}/tile/0/${tilePath(number, width)}`);
    for (let i = 0; i < width; i++) {
      const leaf = await leafOf(records[i]);
      if (hex(leaf) !== hex(tile.slice(32 * i, 32 * i + 32))) return words('entry', number * WIDTH + i);
      leaves.push(leaf);
    }
    if (number === 0 && records.length) {
      key = JSON.parse(new TextDecoder().decode(records[0])).entry?.body?.key || '';
    }
  }
  const root = hex(await rootOf(leaves));
  if (root !== checkpoint.root) return words('root', root, checkpoint.root);
  let signed;
  try {
    signed = !key ? words('noKey') : await isSigned(checkpoint, key) ? words('key', key) : words('badKey', key);
  } catch {
    signed = words('noKey');
  }
  return `${words('good', leaves.length.toLocaleString('en-US'), Math.round(performance.now() - began), root)} ${signed}`;
}

/** @param {HTMLElement} panel @param {(name: string, ...values: (string | number)[]) => string} words */
async function oneEntry(panel, words) {
  const record = document.querySelector('[data-record]')?.textContent || '';
  const note = document.querySelector('[data-checkpoint]')?.textContent || '';
  const leaf = await leafOf(text.encode(record));
  if (hex(leaf) !== panel.dataset.leaf) return words('leaf', hex(leaf));
  const path = (panel.dataset.path || '').split(',').filter(Boolean).map(bytesOf);
  const root = hex(await climbed(leaf, Number(panel.dataset.index), Number(panel.dataset.size), path));
  const checkpoint = checkpointOf(note);
  return root === checkpoint.root && checkpoint.size === Number(panel.dataset.size) ? words('good', checkpoint.size, root) : words('root', root);
}

document.querySelectorAll('[data-verify]').forEach((element) => {
  const panel = /** @type {HTMLElement} */ (element);
  const result = /** @type {HTMLElement | null} */ (panel.querySelector('[data-verify-result]'));
  if (!result || !crypto.subtle) return;
  panel.querySelector('[data-verify-none]')?.setAttribute('hidden', '');
  panel.querySelector('[data-verify-act]')?.removeAttribute('hidden');
  /** @param {string} name @param {...(string | number)} values */
  const words = (name, ...values) => values.reduce(
    (/** @type {string} */ said, value, i) => said.replace(`{${i}}`, String(value)),
    result.getAttribute(`data-words-${name.toLowerCase()}`) || '');
  panel.querySelector('button')?.addEventListener('click', async () => {
    result.textContent = words('work');
    try {
      result.textContent = await (panel.dataset.verify === 'tree' ? wholeTree : oneEntry)(panel, words);
    } catch (failed) {
      result.textContent = words('fail', failed instanceof Error ? failed.message : String(failed));
    }
  });
});
