package org.careloop.web.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.careloop.run.BadInput;
import org.careloop.run.Json;
import org.careloop.run.cli.Commands;
import org.careloop.web.dataset.AtomicFiles;
import org.careloop.web.shell.Language;
import org.careloop.web.study.Study;
import org.careloop.web.verdict.RewardScores;
import org.careloop.web.verdict.VerdictAsked;
import org.careloop.web.verdict.VerdictPage;
import org.careloop.web.verdict.VerdictReport;
import org.careloop.web.verdict.VerdictService;
import org.careloop.web.verdict.VerdictTerms;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.core.type.TypeReference;

/** Says whether a new model is better than its rival, by the votes of a study. */
@Command(
        name = "verdict",
        mixinStandardHelpOptions = true,
        description = "Counts the votes of a study on two models: good, same, bad, with their certainty and safety.",
        footer = "It may be asked for every day. The report is JSON: on standard output, or in the file of --out.")
final class VerdictCommand implements Commands.Summarised {
    @Mixin
    private DatabaseOptions database = new DatabaseOptions();

    @Option(names = "--study", required = true, paramLabel = "NAME", description = "The study, by its name.")
    private String study = "";

    @Option(
            names = "--model",
            paramLabel = "NAME",
            description =
                    "The new model (default: as planned, else the checkpoint registered last, else the last by name).")
    private @Nullable String candidate;

    @Option(
            names = "--rival",
            paramLabel = "NAME",
            description = "Its rival (default: as planned, else with the most votes against it).")
    private @Nullable String rival;

    @Option(
            names = "--alpha",
            paramLabel = "LEVEL",
            description = "How likely a model that is not better may be called so (default: as planned, else "
                    + VerdictTerms.USUAL_ALPHA + ").")
    private @Nullable Double alpha;

    @Option(
            names = "--margin",
            paramLabel = "SHARE",
            description = "By how much it may be less safe, of the prompts (default: as planned, else "
                    + VerdictTerms.USUAL_MARGIN + ").")
    private @Nullable Double margin;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description =
                    "Of the resamples and simulations (default: as planned, else " + VerdictTerms.USUAL_SEED + ").")
    private @Nullable Long seed;

    @Option(
            names = "--scores",
            paramLabel = "FILE",
            description =
                    "Answers with the scores of a reward model, as score writes them, those of both models; may be repeated. "
                            + "Adds the net win rate over prompts that nobody judged yet. No decision rests on it.")
    private List<Path> scores = new ArrayList<>();

    @Option(names = "--scored-by", paramLabel = "NAME", description = "The name of that reward model.")
    private @Nullable String scoredBy;

    @Option(names = "--out", paramLabel = "FILE", description = "Where to write the JSON.")
    private @Nullable Path out;

    @Option(names = "--html", paramLabel = "FILE", description = "Where to write a page that prints.")
    private @Nullable Path html;

    @Option(
            names = "--locale",
            paramLabel = "TAG",
            defaultValue = "en",
            description = "The language of the page: en or zh (default: ${DEFAULT-VALUE}).")
    private String locale = "";

    @Override
    public Map<String, Object> call() throws IOException {
        Language language = language();
        VerdictAsked asked = new VerdictAsked(candidate, rival, alpha, margin, seed);
        try (ConfigurableApplicationContext context = database.open()) {
            return written(
                    report(context.getBean(VerdictService.class), DatabaseOptions.study(context, study), asked),
                    language);
        }
    }

    private VerdictReport report(VerdictService verdicts, Study of, VerdictAsked asked) throws IOException {
        if (scores.isEmpty()) {
            return verdicts.report(of, asked);
        }
        if (scoredBy == null) {
            throw BadInput.coded(
                    "verdict.scored-by",
                    "--scores: whose scores they are is missing; add --scored-by with the name of the reward model");
        }
        return verdicts.report(of, asked, RewardScores.read(scoredBy, scores));
    }

    private Map<String, Object> written(VerdictReport report, Language language) throws IOException {
        Map<String, Object> json = Json.MAPPER.convertValue(report, new TypeReference<Map<String, Object>>() {});
        try (AtomicFiles files = new AtomicFiles()) {
            if (out != null) {
                files.write(
                        out.toAbsolutePath(),
                        Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(report));
            }
            if (html != null) {
                files.write(
                        html.toAbsolutePath(), VerdictPage.of(report, language).getBytes(StandardCharsets.UTF_8));
            }
            files.moveIntoPlace();
        }
        return out == null ? json : summary(report);
    }

    private Map<String, Object> summary(VerdictReport report) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("study", report.study());
        summary.put("candidate", report.candidate());
        summary.put("rival", report.rival());
        summary.put("decision", report.decision());
        summary.put("netWinRate", report.overall().netWinRate());
        summary.put("e", report.test().e());
        summary.put("out", String.valueOf(out));
        return summary;
    }

    private Language language() {
        return Arrays.stream(Language.values())
                .filter(each -> each.locale()
                        .getLanguage()
                        .equals(Locale.forLanguageTag(locale).getLanguage()))
                .findFirst()
                .orElseThrow(() -> {
                    String known = Arrays.stream(Language.values())
                            .map(each -> each.locale().getLanguage())
                            .collect(Collectors.joining(", "));
                    return BadInput.coded(
                            "verdict.language",
                            "locale: given %s, expected one of: %s".formatted(locale, known),
                            locale,
                            known);
                });
    }
}
