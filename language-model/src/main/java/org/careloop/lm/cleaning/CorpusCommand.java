package org.careloop.lm.cleaning;

import picocli.CommandLine.Command;

/** {@code careloop corpus}: what texts should not be trained on. */
@Command(
        name = "corpus",
        mixinStandardHelpOptions = true,
        description = {
            "Takes out of a corpus what should not be trained on: what cannot be read, is too short, is no language or"
                    + " another one, repeats itself, stands in a benchmark, or stands in the corpus already.",
            "check tells what would go, clean writes what stays."
        },
        subcommands = {CorpusCheckCommand.class, CorpusCleanCommand.class})
public final class CorpusCommand {}
