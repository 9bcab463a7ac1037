// What the person has said of the pair in view, as far as they have come. Its shape is that of the record Answer.

/** What an answer says of its verdict while there is none. */
export const UNDECIDED = { verdict: null, strength: 1 };

const drawers = [];
const watchers = [];

let answer = null;

export const current = () => answer;

/** Begins with what was kept of this pair. */
export function begin(kept) {
  answer = kept;
  drawers.forEach(draw => draw(answer));
}

/** There is no pair in view. */
export const end = () => { answer = null; };

/** Changes the answer, draws it and has it kept. */
export function change(how) {
  how(answer);
  drawers.forEach(draw => draw(answer));
  watchers.forEach(watch => watch(answer));
}

/** Calls a function now and then: whenever the answer is to be drawn anew. */
export const drawWith = draw => drawers.push(draw);

/** Calls a function whenever the person changed something. */
export const watchWith = watch => watchers.push(watch);

/** Ranks as they are counted: ties share a rank, and the next one stands behind all of them (1, 1, 3). */
export const counted = ranks => ranks.map(rank => 1 + ranks.filter(other => other < rank).length);
