package org.careloop.web.annotation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.careloop.web.dataset.files.ImportFile;
import org.careloop.web.dataset.imports.ImportService;
import org.careloop.web.people.Person;
import org.careloop.web.people.Role;
import org.careloop.web.study.NewStudy;
import org.careloop.web.study.Scores;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyDesign;
import org.careloop.web.study.StudyKind;
import org.careloop.web.study.StudyService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;

/** What tests of ratings share: a study that rates single texts, and the moves of its people. */
abstract class RatedTextsTest extends AnnotationTest {
    private static final List<String> KEYS =
            Scores.USUAL.stream().map(StudyDesign.Criterion::key).toList();

    @Autowired
    StudyService studies;

    @Autowired
    ImportService imports;

    @TempDir
    Path folder;

    Person lead;
    Person one;
    Person two;

    @BeforeEach
    void people() {
        lead = signedIn.account("lead", Role.STUDY_LEAD);
        one = signedIn.clinician("one");
        two = signedIn.clinician("two");
    }

    Study rating(String... rows) throws IOException {
        signedIn.as(lead);
        StudyDesign design = StudyDesign.of(draft -> {
            draft.kind = StudyKind.RATING;
            draft.criteria = Scores.USUAL;
            draft.overlap = 2;
            draft.adjudicateBelow = .41;
        });
        Study study =
                studies.create(new NewStudy("Texts " + UUID.randomUUID(), design, Study.State.COLLECTING), lead.id());
        imports.importFiles(study.id(), List.of(file(rows)), 1);
        return study;
    }

    ImportFile file(String... rows) throws IOException {
        return ImportFile.of(Files.writeString(folder.resolve("texts.jsonl"), String.join("\n", rows) + "\n"));
    }

    static String text(String id) {
        return "{\"id\": \"%s\", \"text\": \"What %s says of the heart.\", \"language\": \"en\"}".formatted(id, id);
    }

    static Answer rated(int overall, int others) {
        Map<String, Integer> scores = new HashMap<>(Map.of(Scores.OVERALL, overall));
        KEYS.forEach(key -> scores.put(key, others));
        return Answer.rated(scores, List.of(), "");
    }

    /** A text that the person is handed next although it asks for no vote. */
    void check(Study study, Person person, String id, String purpose) {
        database.sql("""
                        insert into slot (comparison_id, ordinal, study_id, position, purpose, holder, lease_until, a_on_left, shown)
                        select c.id, (select coalesce(max(o.ordinal), 0) + 1 from slot o where o.comparison_id = c.id),
                               c.study_id, c.position, ?, ?, ?, true, '{0}'
                        from comparison c where c.study_id = ? and c.external_id = ?""")
                .params(
                        purpose,
                        person.id().value(),
                        NOW.plusSeconds(600).atOffset(ZoneOffset.UTC),
                        study.id().value(),
                        id)
                .update();
    }

    Outcome rate(Person person, Pair pair, Answer answer) {
        signedIn.as(person);
        return service.submit(submission(pair, answer));
    }
}
