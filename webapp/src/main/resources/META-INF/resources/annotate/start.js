// Before the first pair: Enter goes on, unless something else has the focus or the key is still held from signing in.

document.addEventListener('keydown', event => {
  if (event.key !== 'Enter' || event.repeat || event.target !== document.body) return;
  document.querySelector('.start-page [data-enter]')?.click();
});
