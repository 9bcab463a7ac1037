package org.careloop.web.annotation;

/**
 * How a person's day stands.
 *
 * @param today comparisons judged since midnight
 * @param waiting comparisons that wait for this person's vote; counted up to a thousand
 */
public record Progress(int today, int waiting) {}
