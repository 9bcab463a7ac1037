// The framework's connection line stands outside every landmark; as a status it may. Its words come with this script's tag.
const { online, offline, reconnecting } = document.querySelector('script[src="shell.js"]').dataset;

function name() {
  const line = document.querySelector('vaadin-connection-indicator');
  line?.setAttribute('role', 'status');
  if (line) Object.assign(line, { onlineText: online, offlineText: offline, reconnectingText: reconnecting });
}
new MutationObserver(name).observe(document.body, { childList: true });
name();
