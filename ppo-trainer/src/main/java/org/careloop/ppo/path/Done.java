package org.careloop.ppo.path;

import java.util.Map;

/**
 * What is kept of a step that is done.
 *
 * @param seconds that its last process took
 * @param summary the facts of the command's closing line
 */
record Done(long seconds, Map<String, Object> summary) {}
