package org.careloop.web.annotation;

/** A person's latest verdict, with the pair as it was shown then. */
public record LastJudgement(Pair pair, SideVerdict verdict) {}
