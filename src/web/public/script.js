/**
 * Small improvements. Every page works without this file.
 */
const find = (selector, root = document) => root.querySelector(selector);

// Leave quickly: blank the page at once, then replace it, so that Back does not return here. Shift three times does the
// same: a key that is easy to hit without looking, and that types nothing.
const leave = find('[data-leave]');
if (leave) {
  const go = (event) => {
    event?.preventDefault();
    document.title = ' ';
    document.body.replaceChildren();
    location.replace(leave.href);
  };
  leave.addEventListener('click', go);
  let count = 0;
  let timer;
  addEventListener('keyup', (event) => {
    if (event.key !== 'Shift') {
      count = 0;
      return;
    }
    clearTimeout(timer);
    timer = setTimeout(() => {
      count = 0;
    }, 1500);
    count += 1;
    if (count === 3) go();
  });
  // A page that was left and comes back from the browser's memory is blank; load it anew only when asked for.
  addEventListener('pageshow', (event) => {
    if (event.persisted && !document.body.firstChild) location.replace(leave.href);
  });
}

// The small-screen menu closes with Escape and gives the focus back.
const menu = find('.menu');
menu?.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || !menu.open) return;
  menu.open = false;
  find('summary', menu).focus();
});

// A permanent address is shown as it must be copied, with the name of the site, and a button copies it.
const address = find('[data-address]');
if (address) {
  address.textContent = address.href;
  const { copy, copied } = address.dataset;
  if (navigator.clipboard && copy) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'btn quiet slim';
    button.textContent = copy;
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(address.href);
      button.textContent = copied;
      setTimeout(() => {
        button.textContent = copy;
      }, 2000);
    });
    address.after(button);
  }
}
