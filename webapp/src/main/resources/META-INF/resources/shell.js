// The framework's connection line stands outside every landmark; as a status it may.
const name = () => document.querySelector('vaadin-connection-indicator')?.setAttribute('role', 'status');
new MutationObserver(name).observe(document.body, { childList: true });
name();
