// Links in a response are a stranger's: each shows where it leads, and opens in a window of its own that learns nothing of
// this page.

const LINK = '.response-text a[href]';

function apart(link) {
  if (link.target === '_blank' && link.rel === 'noopener noreferrer') return;
  link.target = '_blank';
  link.rel = 'noopener noreferrer';
  const target = link.getAttribute('href');
  if (link.textContent.trim() !== target) link.dataset.target = target;
}

const watch = new MutationObserver(() => document.querySelectorAll(LINK).forEach(apart));
watch.observe(document, { subtree: true, childList: true, attributeFilter: ['href', 'target', 'rel'] });
