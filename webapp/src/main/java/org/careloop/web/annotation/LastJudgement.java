package org.careloop.web.annotation;

/**
 * A person's own earlier judgement, with the pair as it was shown then.
 *
 * @param pair its draft is what was answered, as far as the study still asks for it
 */
public record LastJudgement(Pair pair, Answer answer) {}
