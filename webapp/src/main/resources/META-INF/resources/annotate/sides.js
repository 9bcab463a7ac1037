// What was said of responses that stand in another order now.

const SWAPPED = { LEFT: 'RIGHT', RIGHT: 'LEFT' };
const swap = verdict => SWAPPED[verdict] ?? verdict;

/** An answer about responses in one order, about the same ones in another; each is known by its text. */
export function moved(answer, from, to) {
  const place = from.map(text => to.indexOf(text));
  const same = place.every((now, before) => now === before);
  // Two responses with one text, or texts that are not these: then nothing can be said to have moved.
  if (same || new Set(place).size !== to.length || place.includes(-1)) return answer;
  const pair = to.length === 2;
  return {
    ...answer,
    verdict: pair ? swap(answer.verdict) : answer.verdict,
    criteria: pair ? Object.fromEntries(Object.entries(answer.criteria).map(([key, said]) => [key, swap(said)])) : answer.criteria,
    flags: answer.flags.map(flag => ({ ...flag, response: place[flag.response] })),
    corrections: Object.fromEntries(Object.entries(answer.corrections).map(([index, text]) => [place[index], text])),
    ranking: answer.ranking.map((_, now) => answer.ranking[place.indexOf(now)]),
  };
}
