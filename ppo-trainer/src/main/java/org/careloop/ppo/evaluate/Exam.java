package org.careloop.ppo.evaluate;

import org.careloop.run.benchmark.Benchmark;
import org.careloop.run.evaluation.Prompts;
import org.careloop.run.evaluation.SubjectList;
import org.careloop.run.evaluation.Terms;

/** Questions, the words in which they are asked, and the examples before them. */
record Exam(Benchmark asked, Prompts prompts, SubjectList subjects, Examples examples, Terms terms) {}
