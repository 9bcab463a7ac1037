package org.careloop.web.training.beside;

import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.QueryParameters;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.careloop.web.series.CurveAxis;

/**
 * Which runs are laid over one another, and over what, as an address says it.
 *
 * @param numbers of the runs, each once
 */
record ChosenRuns(List<Long> numbers, CurveAxis axis) {
    private static final String RUNS = "runs";
    private static final String OVER = "over";

    static ChosenRuns of(Location location) {
        String numbers = location.getQueryParameters().getSingleParameter(RUNS).orElse("");
        return new ChosenRuns(
                Stream.of(numbers.split(","))
                        .map(String::strip)
                        .filter(number -> number.matches("\\d{1,18}"))
                        .map(Long::valueOf)
                        .distinct()
                        .toList(),
                CurveAxis.parse(
                        location.getQueryParameters().getSingleParameter(OVER).orElse("")));
    }

    ChosenRuns with(long number) {
        return new ChosenRuns(
                Stream.concat(numbers.stream(), Stream.of(number)).distinct().toList(), axis);
    }

    ChosenRuns without(long number) {
        return new ChosenRuns(numbers.stream().filter(one -> one != number).toList(), axis);
    }

    ChosenRuns over(CurveAxis other) {
        return new ChosenRuns(numbers, other);
    }

    /** The address of the page that shows them. */
    String address() {
        return "curves?" + parameters().getQueryString();
    }

    QueryParameters parameters() {
        String runs = numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
        return axis == CurveAxis.STEP
                ? QueryParameters.of(RUNS, runs)
                : QueryParameters.simple(Map.of(RUNS, runs, OVER, axis.label()));
    }
}
