// @ts-check
// Fetches the page again and takes over the regions that may change, so that every value of a row comes from one revision. Nothing is computed here.

const policy = 'trustedTypes' in window
  ? /** @type {any} */ (window).trustedTypes.createPolicy('cisterna', { createHTML: (/** @type {string} */ html) => html })
  : { createHTML: (/** @type {string} */ html) => html };

/** Ours to parse: a page of the console itself, never inserted as text. @param {string} html */
const parsed = (html) => new DOMParser().parseFromString(policy.createHTML(html), 'text/html');

/** Where focus and caret are, to be put back. */
function remembered() {
  const at = /** @type {any} */ (document.activeElement);
  const inRow = at && at.closest ? at.closest('[data-row]') : null;
  return {
    id: at && at.id,
    row: inRow && inRow.dataset.row,
    index: inRow ? [...inRow.querySelectorAll('a, button, input, select, summary')].indexOf(at) : -1,
    inside: at && at.closest && at.closest('[data-live]'),
  };
}

/** @param {ReturnType<typeof remembered>} was */
function restored(was) {
  if (!was.inside || document.activeElement !== document.body) return;
  const row = was.row ? [...document.querySelectorAll('[data-row]')].find((each) => /** @type {HTMLElement} */ (each).dataset.row === was.row) : null;
  const target = (was.id && document.getElementById(was.id))
    || (row && row.querySelectorAll('a, button, input, select, summary')[was.index]);
  if (target) /** @type {HTMLElement} */ (target).focus({ preventScroll: true });
}

/** Rows that are the same stay as they are; the others are replaced. @param {Element} here @param {Element} there */
function takeOver(here, there) {
  const rows = here.querySelector('tbody');
  const fresh = there.querySelector('tbody');
  if (rows && fresh && here.querySelectorAll('tbody').length === 1 && there.querySelectorAll('tbody').length === 1) {
    const known = new Map([...rows.children].map((row) => [/** @type {HTMLElement} */ (row).dataset.row, row]));
    fresh.replaceChildren(...[...fresh.children].map((row) => {
      const old = known.get(/** @type {HTMLElement} */ (row).dataset.row);
      return old && old.isEqualNode(row) ? old.cloneNode(true) : row;
    }));
  }
  here.replaceWith(document.adoptNode(there));
}

/**
 * Takes over the regions of an address.
 * @param {string} address
 * @returns {Promise<boolean>} whether the page was there
 */
export async function refresh(address) {
  const answer = await fetch(address, { headers: { 'Cisterna-Background': 'yes' }, redirect: 'follow' });
  if (answer.redirected && new URL(answer.url).pathname !== new URL(address, location.href).pathname) {
    location.reload(); // signed out or locked meanwhile
    return false;
  }
  const fresh = parsed(await answer.text());
  const was = remembered();
  const open = new Set([...document.querySelectorAll('[data-live] details[open][id]')].map((each) => each.id));
  let taken = false;
  for (const here of document.querySelectorAll('[data-live][id]')) {
    const there = fresh.getElementById(here.id);
    if (there && !here.isEqualNode(there)) {
      takeOver(here, there);
      taken = true;
    }
  }
  for (const id of open) document.getElementById(id)?.setAttribute('open', '');
  restored(was);
  return answer.ok && taken;
}

/** The address of a search form as it is filled in now. @param {HTMLFormElement} form */
function asked(form) {
  const values = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value) values.append(name, String(value));
  const text = values.toString();
  return form.getAttribute('action') + (text ? '?' + text : '');
}

let typing = 0;
document.querySelectorAll('form[data-refine]').forEach((element) => {
  const form = /** @type {HTMLFormElement} */ (element);
  form.addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(async () => {
      const address = asked(form);
      await refresh(address);
      if (location.pathname + location.search !== address) history.pushState({}, '', address);
    }, 250);
  });
});
addEventListener('popstate', () => {
  const values = new URLSearchParams(location.search);
  document.querySelectorAll('form[data-refine]').forEach((form) => {
    for (const field of /** @type {HTMLFormElement} */ (form).elements) {
      const input = /** @type {HTMLInputElement} */ (field);
      if (input.name && input.type !== 'hidden') input.value = values.get(input.name) || (input.tagName === 'SELECT' ? 'all' : '');
    }
  });
  refresh(location.pathname + location.search);
});
