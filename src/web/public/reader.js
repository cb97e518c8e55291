/**
 * The reading page: steps between what was found. Every step is there as a link without this file.
 * Keys act only while the text has the focus, and can be turned off.
 */
const pane = document.querySelector('[data-passages]');
const steps = document.querySelector('[data-steps]');
const keys = document.querySelector('[data-keys]');
const at = { hn: undefined, xn: undefined };

// What a reader has switched off is passed over.
const all = (of) => [...pane.querySelectorAll(`.${of}`)].filter((one) => one.checkVisibility?.() ?? true);

function tell(of) {
  const list = all(of);
  const place = list.indexOf(at[of]) + 1;
  steps.querySelector(`[data-at="${of}"]`).textContent = place > 0 ? `${place} / ${list.length}` : `${list.length}`;
}

function show(of, target) {
  for (const old of pane.querySelectorAll('.on')) old.classList.remove('on');
  at[of] = target;
  target.classList.add('on');
  if (of === 'hn') {
    for (const piece of pane.querySelectorAll(`[data-c~="${target.id}"]`)) piece.classList.add('on');
  }
  tell(of);
}

function step(of, by) {
  const list = all(of);
  if (list.length === 0) return;
  const from = list.indexOf(at[of]);
  // From where the reader is, when nothing was stepped to yet.
  const start = from >= 0 ? from : list.findIndex((one) => one.getBoundingClientRect().top > 80) - (by > 0 ? 1 : 0);
  const target = list[(((start + by) % list.length) + list.length) % list.length];
  show(of, target);
  target.scrollIntoView({ block: 'center' });
  target.focus({ preventScroll: true });
}

if (pane && steps) {
  steps.hidden = false;
  for (const of of ['hn', 'xn']) tell(of);
  for (const button of steps.querySelectorAll('[data-step]')) {
    button.addEventListener('click', () => step(button.dataset.step, Number(button.dataset.by)));
  }
  pane.addEventListener('focusin', ({ target }) => {
    for (const of of ['hn', 'xn']) if (target.classList.contains(of)) show(of, target);
  });
  addEventListener('change', () => ['hn', 'xn'].forEach(tell));
  pane.addEventListener('keydown', (event) => {
    if (!keys.checked || event.ctrlKey || event.metaKey || event.altKey || event.target === keys) return;
    const steps = { j: ['hn', 1], k: ['hn', -1], n: ['xn', 1], p: ['xn', -1] }[event.key.toLowerCase()];
    if (!steps) return;
    event.preventDefault();
    step(...steps);
  });
}
