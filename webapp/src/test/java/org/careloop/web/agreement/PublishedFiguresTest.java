package org.careloop.web.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.careloop.run.Json;
import org.careloop.web.ServiceTest;
import org.careloop.web.dataset.files.ImportFile;
import org.careloop.web.dataset.identifiers.IdentifierChoice;
import org.careloop.web.dataset.imports.ImportOrders;
import org.careloop.web.dataset.imports.ImportService;
import org.careloop.web.dataset.imports.LeftOut;
import org.careloop.web.study.NewStudy;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Agreement that others published, from the same data by way of our import. Skipped where the data is not at hand. */
class PublishedFiguresTest extends ServiceTest {
    @Autowired
    private ImportService imports;

    @Autowired
    private StudyService studies;

    @Autowired
    private AgreementService agreement;

    @TempDir
    private Path folder;

    /** PandaLM's paper (arXiv 2306.05087, section 4): kappa of its three annotators .85, .86, .88. */
    @Test
    void pandaLmsAnnotatorsAgreeAsPublished() throws IOException {
        AgreementReport report = report(3, ImportFile.of(withoutEmptyResponses()));

        Map<String, Coefficient> kappas = report.overall().pairs().stream()
                .collect(Collectors.toMap(
                        pair -> "%.3f".formatted(known(pair.kappa()).value()), PairAgreement::kappa));
        assertThat(kappas.keySet()).containsExactlyInAnyOrder("0.852", "0.879", "0.862");
        assertThat(known(report.overall().estimate(Measure.FLEISS)).value()).isCloseTo(.864, within(5e-4));
        assertThat(known(report.overall().estimate(Measure.ALPHA_NOMINAL)).value())
                .isCloseTo(.864, within(1e-3));
        for (Coefficient kappa : kappas.values()) {
            Coefficient.Known known = known(kappa);
            assertThat(known.n()).isEqualTo(999);
            assertThat(known.low()).isBetween(known.value() - .04, known.value() - .02);
            assertThat(known.high()).isBetween(known.value() + .02, known.value() + .04);
        }
        assertThat(report.votes()).isEqualTo(2997);
    }

    /** In 54 rows a model answered nothing, which people judged; the import refuses such rows. */
    private Path withoutEmptyResponses() throws IOException {
        String rows = Files.readString(data("pandalm-human-pairs/testset-v1.json"));
        return Files.writeString(
                folder.resolve("testset-v1.json"), rows.replaceAll("(\"response[12]\": )\"\\s*\"", "$1\"(nothing)\""));
    }

    /** PubMedQA's two labels of a question, with and without the reasoning in view: yes, no, maybe. */
    @Test
    void pubMedQasTwoLabelsAgreeAsKnown() throws IOException {
        JsonNode rows = Json.MAPPER.readTree(data("pubmedqa/ori_pqal.json").toFile());
        Map<String, String> verdicts = Map.of("yes", "A", "no", "B", "maybe", "SAME");
        StringBuilder lines = new StringBuilder();
        for (String id : rows.propertyNames()) {
            ObjectNode line =
                    Json.MAPPER.createObjectNode().put("id", id).put("a", "yes").put("b", "no");
            line.putArray("prompt")
                    .addObject()
                    .put("role", "user")
                    .put("content", rows.get(id).get("QUESTION").asString());
            for (String label : List.of("reasoning_required_pred", "reasoning_free_pred")) {
                line.withArray("votes")
                        .addObject()
                        .put("annotator", label)
                        .put("verdict", verdicts.get(rows.get(id).get(label).asString()));
            }
            lines.append(line).append('\n');
        }
        Path file = Files.writeString(folder.resolve("pubmedqa.jsonl"), lines);

        AgreementReport report = report(2, ImportFile.of(file));
        Coefficient.Known kappa = known(report.overall().pairs().getFirst().kappa());
        assertThat(kappa.n()).isEqualTo(1000);
        assertThat(kappa.value()).isCloseTo(.457, within(5e-4));
        assertThat(kappa.low()).isBetween(.40, kappa.value());
        assertThat(kappa.high()).isBetween(kappa.value(), .52);
    }

    private AgreementReport report(int overlap, ImportFile file) throws IOException {
        Study study = studies.create(new NewStudy(unique("Published"), "", overlap), null);
        imports.importFiles(
                study.id(),
                List.of(file),
                0,
                new ImportOrders(LeftOut.NONE, IdentifierChoice.parse("accept", "a public test set")),
                row -> {});
        return agreement.report(study, Duration.ofMinutes(1)).report().orElseThrow();
    }

    private static Coefficient.Known known(Coefficient estimate) {
        assertThat(estimate).isInstanceOf(Coefficient.Known.class);
        return (Coefficient.Known) estimate;
    }

    private static Path data(String name) {
        Path file = Path.of(System.getProperty("careloop.shared", "../shared"), "data", name);
        assumeThat(file).as("outside the project: %s", file).exists();
        return file;
    }
}
