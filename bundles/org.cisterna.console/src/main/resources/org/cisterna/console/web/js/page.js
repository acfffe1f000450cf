// @ts-check
// What every page does, with or without somebody signed in: the summary of a refused form gets the focus, and a form is sent once.

const errors = document.getElementById('errors');
if (errors) errors.focus();

document.addEventListener('submit', (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (form.method !== 'post') return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = 'yes';
  // after the browser has taken the values, or the button's own would be missing
  setTimeout(() => form.querySelectorAll('button').forEach((button) => button.setAttribute('aria-disabled', 'true')));
});

// a page that comes back from the browser's own memory can be sent again; the server still does it once
addEventListener('pageshow', () => {
  document.querySelectorAll('form[data-sent]').forEach((form) => {
    delete (/** @type {HTMLFormElement} */ (form)).dataset.sent;
    form.querySelectorAll('button').forEach((button) => button.removeAttribute('aria-disabled'));
  });
});

// a new password is typed twice, unseen; whoever wants to see it can
const reveal = document.querySelector('[data-reveal]');
if (reveal) {
  reveal.removeAttribute('hidden');
  reveal.querySelector('input')?.addEventListener('change', (event) => {
    const type = /** @type {HTMLInputElement} */ (event.target).checked ? 'text' : 'password';
    document.querySelectorAll('input[autocomplete=new-password]').forEach((field) => field.setAttribute('type', type));
  });
}
