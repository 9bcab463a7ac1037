package org.careloop.web.dataset;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.careloop.run.Comparison;
import org.careloop.run.Message;
import org.careloop.run.Prompt;
import org.careloop.web.study.StudyAccess;
import org.careloop.web.study.StudyId;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The prompts of a study. */
@Component
public class StudyPrompts {
    private final JudgedComparisons rows;
    private final StudyAccess access;

    StudyPrompts(JudgedComparisons rows, StudyAccess access) {
        this.rows = rows;
        this.access = access;
    }

    /**
     * Every different prompt once, under the id of the first comparison that has it. Comparisons that are held back are left
     * out.
     */
    @Transactional(readOnly = true)
    public List<Prompt> of(StudyId study) throws IOException {
        access.requireSee(study);
        Map<List<Message>, Prompt> prompts = new LinkedHashMap<>();
        rows.forEach(study, ExportFilter.ALL, List.of(), row -> {
            Comparison comparison = row.comparison();
            prompts.putIfAbsent(comparison.prompt(), new Prompt(comparison.id(), comparison.prompt()));
        });
        return List.copyOf(prompts.values());
    }
}
