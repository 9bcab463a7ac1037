package org.careloop.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every page as somebody reads it who reads Chinese: no word of English but names of products, files, settings and people. */
class ChinesePagesIT extends WebOnlyIT {
    private static final UUID STUDY = UUID.randomUUID();
    private static final UUID CLOSED = UUID.randomUUID();

    /** What is visible and was written by us: no texts of comparisons, no code, no JSON, no names of formats, no switch to the other language. */
    private static final String WORDS = """
        () => {
          const found = [];
          const foreign = 'vaadin-dev-tools, copilot-main, code, .detail, .formats, pre, script, style, [lang="en"], .prompt, .response, .language-switch, .markdown';
          const walk = node => {
            if (node.nodeType === Node.TEXT_NODE) {
              found.push(node.textContent);
            } else if (node.nodeType !== Node.ELEMENT_NODE || (!node.matches(foreign) && node.checkVisibility())) {
              for (const inner of node.shadowRoot?.childNodes ?? []) walk(inner);
              for (const child of node.childNodes) walk(child);
            }
            for (const said of ['aria-label', 'placeholder', 'title']) {
              if (node.getAttribute?.(said) && !node.matches(foreign)) found.push(node.getAttribute(said));
            }
          };
          walk(document.body);
          return found.join('\\n').match(/[A-Za-z][A-Za-z0-9_.:-]*[A-Za-z]/g) ?? [];
        }\
        """;

    private static final Set<String> NAMES = Set.of(
            // the product, the demo's accounts and study
            "CareLoop",
            "admin",
            "clinician",
            "ml-engineer",
            "study-lead",
            "system",
            "demo",
            "careloop-demo",
            "demo-policy",
            "Everyday",
            "medicine",
            "fever",
            "of",
            // methods, by the names of their authors
            "AC",
            "Cohen",
            "DPO",
            "Fleiss",
            "GRPO",
            "Gwet",
            "Koch",
            "Krippendorff",
            "Landis",
            "PPO",
            "REINFORCE",
            "RLOO",
            "Wilson",
            // servers of models, and whose interface they speak
            "Ollama",
            "OpenAI",
            "SGLang",
            "llama.cpp",
            "vLLM",
            // units of memory
            "GB",
            "MB",
            // formats and the programs that read them
            "CSV",
            "DuckDB",
            "HTTP",
            "https",
            "JSON",
            "KTO",
            "LLaMA-Factory",
            "Lines",
            "Markdown",
            "MedicalGPT",
            "OpenRLHF",
            "PandaLM",
            "Parquet",
            "Polars",
            "SHA",
            "ShareGPT",
            "Spark",
            "TRL",
            "hh-rlhf",
            "models",
            "pandas",
            "zh");

    @BeforeAll
    static void furnish() {
        JudgedStudy.add(careloop.database(), STUDY, "发热", "COLLECTING");
        JudgedStudy.add(careloop.database(), CLOSED, "咳嗽", "CLOSED");
    }

    @TestFactory
    Stream<DynamicTest> noPageHasAnEnglishWord() {
        String study = "/study/" + STUDY;
        Map<String, List<String>> pages = Map.of(
                "", List.of("/login", "/login?error", "/login?ended", "/invitation/none"),
                "clinician-2", List.of("/annotate", "/my-work", "/accounts", "/nowhere"),
                "study-lead",
                        Stream.concat(
                                        Stream.of(
                                                        "",
                                                        "/design",
                                                        "/people",
                                                        "/agreement",
                                                        "/verdict",
                                                        "/adjudication",
                                                        "/export",
                                                        "/webhooks")
                                                .map(study::concat),
                                        Stream.of(
                                                "/study/" + CLOSED + "/signature",
                                                "/study/new",
                                                "/adjudicate",
                                                "/import/" + STUDY,
                                                "/tokens"))
                                .toList(),
                "ml-engineer",
                        List.of(
                                "/runs",
                                "/checkpoints",
                                "/answer/" + STUDY,
                                "/train/" + STUDY + "/policy",
                                "/train/" + STUDY + "/reward"),
                "admin", List.of("/audit", "/accounts"));
        return pages.entrySet().stream().flatMap(person -> {
            Page page = person.getKey().isEmpty() ? window() : signedIn(person.getKey(), window());
            return person.getValue().stream()
                    .map(address -> DynamicTest.dynamicTest(address, () -> read(page, address)));
        });
    }

    private static Page window() {
        return chromium.wide("zh-CN", ColorScheme.LIGHT);
    }

    private static Page signedIn(String login, Page page) {
        page.navigate(careloop.address("/login"));
        Visit.signIn(page, login, Visit.PASSWORD);
        return page;
    }

    private static void read(Page page, String address) {
        Visit.open(page, careloop.address(address));
        TreeSet<String> words = new TreeSet<>();
        for (Object word : (List<?>) page.evaluate(WORDS)) {
            words.add(word.toString());
        }
        words.removeAll(NAMES);
        words.removeIf(word -> word.matches("(person:)?[0-9a-f-]{8,}"));
        assertThat(words).as(address).isEmpty();
    }
}
