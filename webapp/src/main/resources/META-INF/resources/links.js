// Links in a response are a stranger's: each shows where it leads, and opens in a window of its own that learns nothing of
// this page; or it leads nowhere, where the study wants that.

const LINK = '.response-text a[href]';

function tame(link) {
  const plain = link.closest('.plain-links') !== null;
  if (!plain && link.target === '_blank' && link.rel === 'noopener noreferrer') return;
  link.target = '_blank';
  link.rel = 'noopener noreferrer';
  const target = link.getAttribute('href');
  if (link.textContent.trim() !== target) link.dataset.target = target;
  if (plain) link.removeAttribute('href');
}

const watch = new MutationObserver(() => document.querySelectorAll(LINK).forEach(tame));
watch.observe(document, { subtree: true, childList: true, attributeFilter: ['href', 'target', 'rel'] });
