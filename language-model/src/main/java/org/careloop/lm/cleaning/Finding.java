package org.careloop.lm.cleaning;

/**
 * Why a text breaks a rule.
 *
 * @param why in words
 * @param passage of the text that shows it; empty where the whole text does
 */
record Finding(Rule rule, String why, String passage) {}
