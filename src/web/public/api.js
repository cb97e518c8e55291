// Shows answers of the API in the page. Without it, the forms open them.
const LONGEST = 20_000;

for (const form of document.querySelectorAll('form[data-api]')) {
  const names = form.querySelectorAll('[data-name]');
  for (const field of names) field.readOnly = false;
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const answer = form.querySelector('.api-answer');
    let path = form.dataset.api;
    for (const field of names) {
      const value = field.value.split('/').map(encodeURIComponent).join('/');
      path = path.replace(`{${field.dataset.name}}`, value);
    }
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (value !== '') query.set(name, value);
    const address = query.size > 0 ? `${path}?${query}` : path;
    form.querySelector('.dim code').textContent = `GET ${address}`;
    try {
      const response = await fetch(address);
      const text = JSON.stringify(await response.json(), undefined, 2);
      answer.firstElementChild.textContent = `${response.status} ${response.headers.get('RateLimit') ?? ''}\n\n${text.slice(0, LONGEST)}${text.length > LONGEST ? '\n…' : ''}`;
    } catch (error) {
      answer.firstElementChild.textContent = String(error);
    }
    answer.hidden = false;
  });
}
