package org.careloop.web.promotion;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.careloop.run.Sha256;
import org.careloop.web.checkpoint.CheckpointFile;
import org.careloop.web.checkpoint.CheckpointId;
import org.careloop.web.checkpoint.ModelPapers;
import org.careloop.web.study.Study;
import org.careloop.web.study.StudyRepository;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Hands out with a model what was signed on it: {@code verdict.json}, the report of the verdict byte for byte as it was signed,
 * {@code approval.json}, the signed record that names its hash, and {@code withdrawal.json}, the record of the act that ended the
 * approval, once there is one.
 */
@Component
class PapersOfPromotion implements ModelPapers {
    private final PromotionRepository promotions;
    private final StudyRepository studies;

    PapersOfPromotion(PromotionRepository promotions, StudyRepository studies) {
        this.promotions = promotions;
        this.studies = studies;
    }

    @Override
    public List<CheckpointFile> files(CheckpointId checkpoint) {
        List<CheckpointFile> papers = new ArrayList<>();
        List<Promotion> line = promotions.lineOf(checkpoint).map(promotions::of).orElse(List.of());
        approval(line, checkpoint).ifPresent(approval -> {
            papers.add(paper("approval.json", approval.record()));
            line.stream()
                    .filter(act -> act.number() == approval.number() + 1)
                    .forEach(end -> papers.add(paper("withdrawal.json", end.record())));
        });
        report(line, checkpoint)
                .flatMap(Promotion::report)
                .ifPresent(report -> papers.add(paper("verdict.json", report)));
        return papers;
    }

    @Override
    public Optional<Judged> judged(CheckpointId checkpoint) {
        List<Promotion> line = promotions.lineOf(checkpoint).map(promotions::of).orElse(List.of());
        return report(line, checkpoint).map(this::judged);
    }

    /** Read field by field: a report that was signed long ago has the form of its day. */
    private Judged judged(Promotion approval) {
        JsonNode report = Canonical.read(approval.report().orElseThrow(), JsonNode.class);
        JsonNode overall = report.path("overall");
        JsonNode net = overall.path("netWinRate");
        return new Judged(
                approval.verdictStudy().orElseThrow(),
                approval.verdictStudy()
                        .flatMap(studies::find)
                        .map(Study::name)
                        .orElse(report.path("study").asString()),
                report.path("rival").asString(),
                report.path("decision").asString(),
                number(net.path("value")),
                number(net.at("/interval/low")),
                number(net.at("/interval/high")),
                overall.path("good").asLong()
                        + overall.path("same").asLong()
                        + overall.path("bad").asLong(),
                report.at("/test/highest").asDouble(),
                report.at("/test/threshold").asDouble(),
                approval.signedBy(),
                approval.signedAt());
    }

    private static @Nullable Double number(JsonNode value) {
        return value.isNumber() ? value.asDouble() : null;
    }

    private static Optional<Promotion> approval(List<Promotion> line, CheckpointId checkpoint) {
        return line.stream()
                .filter(act -> act.checkpoint().equals(checkpoint) && act.approves())
                .findFirst();
    }

    private static Optional<Promotion> report(List<Promotion> line, CheckpointId checkpoint) {
        return line.stream()
                .filter(act ->
                        act.checkpoint().equals(checkpoint) && act.report().isPresent())
                .findFirst();
    }

    private static CheckpointFile paper(String name, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new CheckpointFile(
                name, bytes.length, Optional.of(Sha256.of(bytes)), () -> new ByteArrayInputStream(bytes));
    }
}
