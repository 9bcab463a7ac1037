package org.careloop.run.evaluation;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * How the files of an exam are asked: {@code dataset/exam.json} of a run.
 *
 * @param subjects which subjects count; absent for all
 * @param prompts in which words is asked; absent for those of the benchmark
 * @param leaveOutUnkeyed passes over questions without a key; else the first one is refused
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExamOrder(
        @Nullable SubjectList subjects, @Nullable Prompts prompts, Terms.Method method, boolean leaveOutUnkeyed) {}
