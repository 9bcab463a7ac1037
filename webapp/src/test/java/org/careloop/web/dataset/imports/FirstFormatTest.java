package org.careloop.web.dataset.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.careloop.web.dataset.DatasetTest;
import org.careloop.web.study.Study;
import org.junit.jupiter.api.Test;

/** Exports from before rows named the version of their format, beside those of today. */
class FirstFormatTest extends DatasetTest {
    private static final String PAIR = "\"prompt\":[{\"role\":\"user\",\"content\":\"q\"}],\"a\":\"x\",\"b\":\"y\"";

    @Test
    void clearlyIsClearlyStillInOldRowsAndImportedVotesKeepTheirNumber() throws IOException {
        assertThat(strengths("old.jsonl", """
                {"id":"p",%s,"votes":[{"annotator":"a","verdict":"A","strength":2,"revision":1,"design_version":1},\
                {"annotator":"b","verdict":"A","strength":1,"revision":1,"design_version":1},\
                {"annotator":"imported:c","verdict":"A","strength":2},{"annotator":"imported:d","verdict":"A","strength":3}]}
                """.formatted(PAIR))).containsExactly("a 3", "b 1", "c 2", "d 3");
        assertThat(strengths("new.jsonl", """
                {"format_version":2,"id":"p",%s,"votes":[{"annotator":"a","verdict":"A","strength":2,"design_version":1},\
                {"annotator":"b","verdict":"A","strength":3,"design_version":1}]}
                """.formatted(PAIR))).containsExactly("a 2", "b 3");
    }

    @Test
    void aSpreadsheetIsReadAsItsRowsSay() throws IOException {
        assertThat(strengths("old.csv", """
                id,prompt,a,b,annotator,verdict,strength,design_version
                p,q,x,y,a,A,2,1
                p,q,x,y,imported:b,A,2,
                """)).containsExactly("a 3", "b 2");
        assertThat(strengths("new.csv", """
                id,prompt,a,b,annotator,verdict,strength,design_version,format_version
                p,q,x,y,a,A,2,1,2
                p,q,x,y,b,A,3,1,2
                """)).containsExactly("a 2", "b 3");
    }

    private List<String> strengths(String name, String text) throws IOException {
        Study study = newStudy(1);
        importFile(study, write(name, text));
        return jdbc.sql("""
                        select replace(p.login, 'imported:', '') || ' ' || j.strength
                        from judgement j join person p on p.id = j.annotator where j.study_id = ? order by p.login""").param(study.id().value()).query(String.class).list();
    }
}
