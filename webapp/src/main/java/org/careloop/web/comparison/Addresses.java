package org.careloop.web.comparison;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.careloop.web.study.ComparisonId;
import org.careloop.web.study.PageOfStudy;
import org.careloop.web.study.StudyId;

/** The addresses of lists of comparisons and of single ones, without a leading slash. */
public final class Addresses {
    private Addresses() {}

    public static String list(StudyId study, ComparisonFilter filter) {
        return PageOfStudy.COMPARISONS.address(study) + query(filter);
    }

    /** @param filter of the list that the comparison was found in */
    public static String of(StudyId study, ComparisonId comparison, ComparisonFilter filter) {
        return "%s/%s%s".formatted(PageOfStudy.COMPARISONS.address(study), comparison, query(filter));
    }

    private static String query(ComparisonFilter filter) {
        Map<String, String> parameters = filter.parameters();
        return parameters.isEmpty()
                ? ""
                : parameters.entrySet().stream()
                        .map(each -> each.getValue().isEmpty()
                                ? each.getKey()
                                : each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&", "?", ""));
    }
}
