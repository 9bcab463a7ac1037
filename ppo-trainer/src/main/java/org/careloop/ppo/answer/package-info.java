/**
 * Answers of several models to the same prompts, and the comparisons that are made of them. A model is a checkpoint, which
 * answers in this process, or one behind a server that speaks the interface of OpenAI's chat completions.
 */
@NullMarked
package org.careloop.ppo.answer;

import org.jspecify.annotations.NullMarked;
