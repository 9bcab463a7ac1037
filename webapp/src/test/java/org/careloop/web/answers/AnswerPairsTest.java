package org.careloop.web.answers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.careloop.run.JsonLines;
import org.careloop.run.Phrase;
import org.careloop.run.Prompt;
import org.careloop.web.study.StoredComparison;
import org.careloop.web.training.AnsweringState;
import org.careloop.web.training.Run;
import org.junit.jupiter.api.Test;

class AnswerPairsTest extends AnsweringCase {
    @Test
    void thePairsOfADoneRunBecomeComparisonsOnce() throws Exception {
        Run run = answering.start(request(List.of(), PromptShare.ALL, Optional.of(into.id())), lead);
        finish(run);

        try (ExecutorService servers = Executors.newFixedThreadPool(2)) {
            Callable<Void> look = () -> {
                watcher.look();
                return null;
            };
            servers.invokeAll(List.of(look, look));
        }
        watcher.look();

        List<StoredComparison> stored = comparisons.page(into.id(), 0, 10);
        assertThat(stored).extracting(StoredComparison::externalId).containsExactly("p0", "p1", "p2", "p3");
        assertThat(stored.getFirst().models()).containsExactly(one.name(), other.name());
        assertThat(stored.getFirst().b()).isEqualTo("two 0");
        assertThat(found(run).taken()).contains(new AnsweringState.Taken(3, 1));
        assertThat(jdbc.sql("select count(*) from audit_event where action = 'study.import' and subject = ?")
                        .param(into.name())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        assertThat(jdbc.sql("""
                                select o.response || ' ' || o.seed || ' ' || to_char(o.answered_at at time zone 'UTC', 'HH24:MI')
                                from answer_origin o join comparison c on c.id = o.comparison_id
                                where o.run_id = ? and c.external_id = 'p2' order by o.response""").param(run.id().value()).query(String.class).list())
                .containsExactly("0 3 08:00", "1 3 08:01");
    }

    @Test
    void aRunWithoutSuchPairsHasAnEmptyFileOfThem() throws IOException {
        Run run = answering.start(request(List.of(), PromptShare.ALL, Optional.of(into.id())), lead);
        finish(run);
        Files.writeString(run.directory().pairs().resolve("identical.jsonl"), "");
        watcher.look();
        assertThat(found(run).taken()).contains(new AnsweringState.Taken(3, 0));

        Run same = answering.start(request(List.of(), PromptShare.ALL, Optional.of(into.id())), lead);
        assertThat(JsonLines.readAll(same.directory().prompts(), Prompt.class))
                .extracting(Prompt::id)
                .containsExactly("p3", "p0-2", "p1-2", "p2-2");
        finish(same);
        Files.writeString(same.directory().pairs().resolve("comparisons.jsonl"), "");
        watcher.look();
        assertThat(found(same).taken()).contains(new AnsweringState.Taken(0, 1));
    }

    @Test
    void pairsAreHandedToThoseWhoReadTheLanguageOfTheirPrompt() throws IOException {
        jdbc.sql(
                        "update comparison set language = 'zh', specialty = 'cardiology', tags = '{chest}' where study_id = ? and external_id = 'p1'")
                .param(source.id().value())
                .update();
        Run run = answering.start(request(List.of(), PromptShare.ALL, Optional.of(into.id())), lead);
        finish(run);
        watcher.look();

        assertThat(jdbc.sql("""
                                select c.external_id || ' ' || coalesce(s.language, '-') || ' ' || coalesce(s.specialty, '-') || ' ' || c.tags::text
                                from comparison c join slot s on s.comparison_id = c.id
                                where c.study_id = ? and s.ordinal = 1 order by c.external_id""").param(into.id().value()).query(String.class).list())
                .containsExactly("p0 - - {}", "p1 zh cardiology {chest}", "p2 - - {}");
    }

    @Test
    void identicalAnswersAreHandedToNobody() throws IOException {
        Run run = answering.start(request(List.of(), PromptShare.ALL, Optional.of(into.id())), lead);
        finish(run);
        watcher.look();

        assertThat(jdbc.sql("""
                                select c.external_id || ' ' || c.identical || ' ' || count(s.comparison_id)
                                from comparison c left join slot s on s.comparison_id = c.id
                                where c.study_id = ? group by c.id order by c.external_id""").param(into.id().value()).query(String.class).list())
                .containsExactly("p0 false 2", "p1 false 2", "p2 false 2", "p3 true 0");
    }

    @Test
    void aStudyThatIsClosedMeanwhileIsNamedAndTakesThePairsWhenItIsOpenAgain() throws IOException {
        Run run = answering.start(request(List.of(), PromptShare.ALL, Optional.of(into.id())), lead);
        finish(run);
        state(into.id(), "CLOSED");
        watcher.look();
        assertThat(found(run).problem().map(Phrase::code)).contains("import.study-closed");
        assertThat(found(run).taken()).isEmpty();

        state(into.id(), "COLLECTING");
        watcher.look();

        assertThat(found(run).problem()).isEmpty();
        assertThat(comparisons.count(into.id())).isEqualTo(4);
    }
}
