// What a person typed and the server does not have stays in this browser under the person's id. It is asked for before they
// sign out, for the next person at this browser must not find it.

const PATIENCE = 1500;
const STEP = 100;

const ofPerson = person => [localStorage, sessionStorage].flatMap(store => Object.keys(store)
  .filter(key => key.startsWith(`careloop-draft:${person}:`) || key.startsWith(`careloop-note:${person}:`))
  .map(key => ({ store, key })));

async function count(person) {
  document.dispatchEvent(new CustomEvent('careloop-leaving')); // whoever has something to send sends it now
  for (let waited = 0; waited < PATIENCE && ofPerson(person).length > 0; waited += STEP) {
    await new Promise(done => setTimeout(done, STEP));
  }
  return ofPerson(person).length;
}

const forget = person => ofPerson(person).forEach(({ store, key }) => store.removeItem(key));

window.careloopUnsent = { count, forget };
