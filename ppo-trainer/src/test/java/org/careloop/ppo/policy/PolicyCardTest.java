package org.careloop.ppo.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.careloop.run.MetricLog;
import org.careloop.run.RunDirectory;
import org.careloop.run.RunKind;
import org.careloop.run.RunSpec;
import org.junit.jupiter.api.Test;

class PolicyCardTest {
    private record Few(double beta, String lora) {}

    @Test
    void theCardNamesWhatThePolicyCameOfAndNoPlaceOfThisMachine() {
        RunSpec spec = new RunSpec(
                "ppo-7",
                RunKind.PPO,
                Instant.parse("2026-03-01T12:00:00Z"),
                "lead",
                "/home/alice/models/llama",
                "../../reward-4",
                Map.of(),
                Map.of("study", "Fever | cough"));

        assertThat(PolicyCard.of(
                                new RunDirectory(Path.of("/srv/runs/ppo-7")),
                                spec,
                                "a method",
                                Map.of("prompts", 40L, "aside", 2L),
                                new Few(.1, "on"),
                                new MetricLog.Line(9, Map.of("objective/kl", 1.25, "time/step", 3.5)))
                        .text())
                .isEqualTo("""
                    ---
                    library_name: transformers
                    pipeline_tag: text-generation
                    tags: [careloop, ppo]
                    ---
                    # Policy of run ppo-7

                    Trained by a method, 9 steps, with CareLoop. Not for clinical use before its own evaluation.

                    ## Lineage

                    | | |
                    | --- | --- |
                    | asked for at | 2026-03-01T12:00:00Z |
                    | asked for by | lead |
                    | licence of the base | not stated |
                    | reward model | reward-4 |
                    | started from | llama |
                    | study | Fever \\| cough |

                    ## Data

                    | | |
                    | --- | --- |
                    | aside | 2 |
                    | prompts | 40 |

                    ## Last step

                    | | |
                    | --- | --- |
                    | objective/kl | 1.250 |

                    ## Settings

                    ```json
                    {
                      "beta" : 0.1,
                      "lora" : "on"
                    }
                    ```
                    """);
    }
}
