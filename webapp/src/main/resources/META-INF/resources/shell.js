import './links.js';
import './unsent.js';

// The framework's connection line stands outside every landmark; as a status it may. Its words come with this script's tag.
const { online, offline, reconnecting } = document.querySelector('script[src="shell.js"]').dataset;

function name() {
  const line = document.querySelector('vaadin-connection-indicator');
  line?.setAttribute('role', 'status');
  if (line) Object.assign(line, { onlineText: online, offlineText: offline, reconnectingText: reconnecting });
}
new MutationObserver(name).observe(document.body, { childList: true });
name();

// After a request that shows no loading line the framework stays at "trying again" until the next act, although its request
// came through. So the server is asked meanwhile, for longer than the framework takes between two tries of its own.
const EVERY = 2000;
const ANSWERS_ENOUGH = 3;
let answers = 0;
let asking = false;

async function ask() {
  const connection = window.Vaadin?.connectionState;
  const lost = connection?.state === 'connection-lost';
  if (!lost && connection?.state !== 'reconnecting') {
    answers = 0;
    return;
  }
  if (asking) return;
  asking = true;
  try {
    const answer = await fetch('icons/careloop.svg', { method: 'HEAD', cache: 'no-store' });
    answers = answer.ok ? answers + 1 : 0;
  } catch {
    answers = 0;
  }
  asking = false;
  if (answers > 0 && lost) {
    window.dispatchEvent(new Event('online'));
  } else if (answers >= ANSWERS_ENOUGH) {
    connection.state = 'connected';
  }
}
setInterval(ask, EVERY);
